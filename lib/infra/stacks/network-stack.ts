import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { NatInstanceProviderV2 } from 'aws-cdk-lib/aws-ec2';
import {
  CfnInstance,
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  type Instance,
  InstanceClass,
  InstanceSize,
  InstanceType,
  type IVpc,
  NatProvider,
  NatTrafficDirection,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { plain } from '../cdk-interfaces.ts';
import type { FunctionNetwork } from '../constructs/app-function.ts';
import type { StageConfig } from '../stages.ts';

export interface NetworkStackProps extends StackProps {
  readonly config: StageConfig;
}

/** The VPC: functions go out through NAT, nothing comes in, the database sees functions only. */
export class NetworkStack extends Stack {
  readonly vpc: IVpc;
  readonly functions: FunctionNetwork;
  readonly databaseSecurityGroup: SecurityGroup;
  /** The machine all traffic goes out through, where the stage has one instead of gateways. */
  readonly natInstance: Instance | undefined;

  constructor(scope: Construct, id: string, { config, ...props }: NetworkStackProps) {
    super(scope, id, props);
    const natInstances = config.egress === 'nat-instance' ? natInstanceProvider() : undefined;
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: natInstances ? 1 : 2,
      natGatewayProvider: natInstances ?? NatProvider.gateway(),
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false, cidrMask: 24 },
        { name: 'Functions', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'Database', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
      // Both are free, and what goes through them does not pay for NAT.
      gatewayEndpoints: {
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
        S3: { service: GatewayVpcEndpointAwsService.S3 },
      },
    });
    this.vpc = plain(vpc);
    this.logRefusedTraffic();
    const functionsGroup = new SecurityGroup(this, 'FunctionsGroup', {
      vpc: this.vpc,
      description: 'Functions: out to Chatwoot, models, AWS and the database',
    });
    this.functions = {
      vpc: this.vpc,
      subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroup: functionsGroup,
    };
    this.databaseSecurityGroup = this.databaseGroup(functionsGroup);
    this.natInstance = natInstances && this.hardenNatInstance(natInstances);
  }

  private databaseGroup(functionsGroup: SecurityGroup): SecurityGroup {
    const group = new SecurityGroup(this, 'DatabaseGroup', {
      vpc: this.vpc,
      description: 'Database: in from functions only',
      allowAllOutbound: false,
    });
    group.addIngressRule(functionsGroup, Port.tcp(5432), 'Functions');
    return group;
  }

  private logRefusedTraffic(): void {
    const logGroup = new LogGroup(this, 'RefusedTraffic', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: FlowLogTrafficType.REJECT,
    });
  }

  private hardenNatInstance(provider: NatInstanceProviderV2): Instance {
    provider.connections.allowFrom(this.functions.securityGroup, Port.allTcp(), 'Functions');
    const [instance] = provider.gatewayInstances;
    const resource = instance?.node.defaultChild;
    if (!instance || !(resource instanceof CfnInstance)) throw new Error('CDK made no NAT instance');
    resource.metadataOptions = { httpTokens: 'required', httpPutResponseHopLimit: 1 };
    resource.monitoring = true;
    resource.blockDeviceMappings = [{ deviceName: '/dev/xvda', ebs: { encrypted: true, volumeType: 'gp3' } }];
    acknowledge(instance, {
      'AwsSolutions-EC29':
        'Holds nothing: CloudFormation replaces it, and protection would stand in the way of that.',
    });
    return instance;
  }
}

function natInstanceProvider(): NatInstanceProviderV2 {
  return NatProvider.instanceV2({
    instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.NANO),
    defaultAllowedTraffic: NatTrafficDirection.OUTBOUND_ONLY,
    associatePublicIpAddress: true,
  });
}
