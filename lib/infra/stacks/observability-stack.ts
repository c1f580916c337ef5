import { Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, AlarmRule, AlarmState, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { addDatabaseAlarms } from '../alarms/database-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addNetworkAlarms } from '../alarms/network-alarms.ts';
import { addQueueAlarms } from '../alarms/queue-alarms.ts';
import type { StageConfig } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { NetworkStack } from './network-stack.ts';
import type { ServiceStack } from './service-stack.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly config: StageConfig;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/** What wakes somebody: many alarms, each with its impact and its article, and one that pages. */
export class ObservabilityStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, network, data, service, ...props }: ObservabilityStackProps,
  ) {
    super(scope, id, props);
    addQueueAlarms(this, data);
    addFunctionAlarms(this, service);
    addDatabaseAlarms(this, data.database, config);
    addNetworkAlarms(this, network);
    this.page(config);
  }

  /** One page for one incident: a broken database sets off five alarms and rings once. */
  private page({ pagerEmail }: StageConfig): void {
    const alarms = this.node.findAll().filter((node) => node instanceof Alarm);
    const pager = new CompositeAlarm(this, 'Pager', {
      alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
      alarmDescription:
        'Something customers notice is broken. What to do: docs/runbook.md#when-the-pager-rings',
    });
    const topic = new Topic(this, 'PagerTopic', { enforceSSL: true });
    if (pagerEmail !== null) topic.addSubscription(new EmailSubscription(pagerEmail));
    pager.addAlarmAction(new SnsAction(topic));
    pager.addOkAction(new SnsAction(topic));
  }
}
