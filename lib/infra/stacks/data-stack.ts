import { Duration, RemovalPolicy, SecretValue, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Billing, type ITableV2, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceType, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  PostgresEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { outboundReceives, turnReceives, workReceives } from '../../queue/jobs.ts';
import { acknowledge } from '../acknowledge.ts';
import { plain } from '../cdk-interfaces.ts';
import { JobQueue } from '../constructs/job-queue.ts';
import { Team } from '../constructs/team.ts';
import { functions } from '../functions.ts';
import { mark } from '../marks.ts';
import type { StageConfig } from '../stages.ts';
import type { NetworkStack } from './network-stack.ts';

export interface DataStackProps extends StackProps {
  readonly config: StageConfig;
  readonly network: NetworkStack;
}

/**
 * Everything that would be lost: database, table, settings, queues, the team's accounts. When the stack goes, all is kept but the jobs under way:
 * dead letters stay, the queues before them go.
 */
export class DataStack extends Stack {
  readonly database: DatabaseInstance;
  readonly table: ITableV2;
  readonly settings: ISecret;
  readonly turns: JobQueue;
  readonly outbound: JobQueue;
  readonly work: JobQueue;
  readonly missedRuns: Queue;
  readonly team: Team;

  constructor(scope: Construct, id: string, { config, network, ...props }: DataStackProps) {
    super(scope, id, props);
    this.database = this.createDatabase(config, network);
    this.table = this.createTable();
    this.settings = this.createSettings(config);
    this.turns = new JobQueue(this, 'Turns', {
      name: 'turns.fifo',
      jobTimeout: Duration.seconds(functions['turn-worker'].timeoutSeconds),
      maxAttempts: turnReceives,
      delay: Duration.seconds(config.quietSeconds),
    });
    this.outbound = new JobQueue(this, 'Outbound', {
      name: 'outbound.fifo',
      jobTimeout: Duration.seconds(functions['outbound-worker'].timeoutSeconds),
      maxAttempts: outboundReceives,
    });
    this.work = new JobQueue(this, 'Work', {
      name: 'work.fifo',
      jobTimeout: Duration.seconds(functions['background-worker'].timeoutSeconds),
      maxAttempts: workReceives,
    });
    this.missedRuns = new Queue(this, 'MissedRuns', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    mark(this.missedRuns, { kind: 'dead-letters', name: 'schedules' });
    acknowledge(this.missedRuns, {
      'AwsSolutions-SQS3': 'It is itself the dead-letter queue of the schedules.',
    });
    this.team = new Team(this, 'Team');
  }

  private createDatabase({ database }: StageConfig, network: NetworkStack): DatabaseInstance {
    const instance = new DatabaseInstance(this, 'Database', {
      engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17_9 }),
      instanceType: new InstanceType(database.instanceClass),
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [network.databaseSecurityGroup],
      multiAz: database.multiAz,
      databaseName: 'frontdesk',
      // RDS makes the master password, keeps it in Secrets Manager and changes it every week. Functions use IAM.
      credentials: Credentials.fromUsername('frontdesk_admin'),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      storageType: StorageType.GP3,
      allocatedStorage: database.storageGb,
      maxAllocatedStorage: database.maxStorageGb,
      storageEncrypted: true,
      backupRetention: Duration.days(database.backupDays),
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      autoMinorVersionUpgrade: true,
      parameters: { 'rds.force_ssl': '1' },
    });
    mark(instance, { kind: 'database' });
    acknowledge(instance, {
      'AwsSolutions-RDS11': 'Only functions reach it, by security group; an unusual port would hide nothing.',
      ...(!database.multiAz && {
        'AwsSolutions-RDS3': 'A setting of the stage: a small shop restores from backup instead.',
      }),
    });
    return instance;
  }

  /** Checkpoints, the ledger of every conversation, rates. `due` holds only items that have something due. */
  private createTable(): ITableV2 {
    const table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      globalSecondaryIndexes: [
        {
          indexName: 'due',
          partitionKey: { name: 'dueBucket', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.NUMBER },
          // The keys say which conversation; the worker reads the item itself, consistently.
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
    mark(table, { kind: 'table' });
    return plain(table);
  }

  private createSettings({ stage }: StageConfig): ISecret {
    const secret = new Secret(this, 'Settings', {
      secretName: `frontdesk/${stage}/settings`,
      description: 'Settings of the shop: one JSON object, docs/settings.md',
      // No secret: an empty object. Functions refuse it and name what is missing until somebody fills it in.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    mark(secret, { kind: 'settings' });
    acknowledge(secret, {
      'AwsSolutions-SMG4': 'Tokens of other systems, which Secrets Manager cannot change; a person does.',
    });
    return plain(secret);
  }
}
