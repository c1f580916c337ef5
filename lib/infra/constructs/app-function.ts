import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  Effect,
  type IGrantable,
  type IPrincipal,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  EventSourceMapping,
  Function as Lambda,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { metricNamespaceOf } from '../../runtime/metrics.ts';
import type { EnvironmentOf } from '../../config/env.ts';
import { acknowledge } from '../acknowledge.ts';
import { type FunctionEnv, type FunctionName, functions, type FunctionSpec } from '../functions.ts';
import { mark } from '../marks.ts';
import type { JobQueue } from './job-queue.ts';

/** Where functions live that must reach Postgres. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;
}

export interface AppFunctionProps<N extends FunctionName> {
  readonly name: N;
  readonly stage: string;
  /** Every variable the schema of the function requires; leaving one out does not compile. */
  readonly environment: EnvironmentOf<FunctionEnv<N>>;
  readonly code: Code;
  readonly network: FunctionNetwork;
  readonly logRetention: RetentionDays;
}

/** One of our functions. Promise: it can write its own log and, if it must, reach the VPC; anything else is granted by name. */
export class AppFunction<N extends FunctionName = FunctionName> extends Construct implements IGrantable {
  readonly name: N;
  readonly lambda: Lambda;
  readonly grantPrincipal: IPrincipal;

  constructor(
    scope: Construct,
    id: string,
    { name, stage, environment, code, network, logRetention }: AppFunctionProps<N>,
  ) {
    super(scope, id);
    const spec: FunctionSpec = functions[name];
    this.name = name;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Log', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    if (spec.network === 'vpc') allowNetworkInterfaces(role);
    this.lambda = new Lambda(this, 'Function', {
      description: spec.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code,
      handler: 'index.handler',
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      environment: {
        ...variables(environment),
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_METRICS_NAMESPACE: metricNamespaceOf(stage),
      },
      role,
      logGroup,
      ...(spec.network === 'vpc' && {
        vpc: network.vpc,
        vpcSubnets: network.subnets,
        securityGroups: [network.securityGroup],
      }),
    });
    this.grantPrincipal = this.lambda.grantPrincipal;
    mark(this.lambda, { kind: 'function', name });
  }

  /**
   * Takes jobs in batches, at most so many batches at a time. What fails comes back; what succeeded is done. It may hide
   * a job and set one aside.
   */
  takesJobsFrom(jobs: JobQueue, { maxConcurrency, batchSize = 1 }: TakesJobs): void {
    const { queue } = jobs;
    queue.grant(this, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    jobs.grantHide(this);
    jobs.grantPark(this);
    new EventSourceMapping(this, 'Jobs', {
      target: this.lambda,
      eventSourceArn: queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }
}

/** How jobs are taken. */
interface TakesJobs {
  readonly maxConcurrency: number;
  /** @default one by one */
  readonly batchSize?: number;
}

function variables(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}

/** Lambda attaches the function to the VPC with the function's role; the code itself is denied the same calls. */
function allowNetworkInterfaces(role: Role): void {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  role.addToPolicy(new PolicyStatement({ actions, resources: ['*'] }));
  const functionsHere = Stack.of(role).formatArn({ service: 'lambda', resource: 'function:*' });
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': functionsHere } },
    }),
  );
  acknowledge(role, {
    'AwsSolutions-IAM5[Resource::*]':
      'Lambda needs these calls without a resource to attach a function to a VPC; the function code is denied them.',
  });
}
