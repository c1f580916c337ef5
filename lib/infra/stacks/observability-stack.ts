import { Stack, type StackProps } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { addDatabaseAlarms } from '../alarms/database-alarms.ts';
import { addConversationAlarms } from '../alarms/conversation-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addModelAlarms } from '../alarms/model-alarms.ts';
import { addNetworkAlarms } from '../alarms/network-alarms.ts';
import { addQueueAlarms } from '../alarms/queue-alarms.ts';
import { ImpactAlarm, type Urgency } from '../constructs/impact-alarm.ts';
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

/** What wakes somebody: many alarms, each with its impact and its article, and two that page. */
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
    addConversationAlarms(this, config);
    addModelAlarms(this, config);
    this.page(config);
  }

  /**
   * One page for one incident: a broken database sets off five alarms and rings once. Two pagers, because a dead letter
   * may lie for days and an alarm that is on already cannot ring for the outage of tonight.
   */
  private page({ stage, pagerEmail }: StageConfig): void {
    const action = new SnsAction(this.createTopic(pagerEmail));
    for (const { urgency, id, name, impact } of pagers) {
      const alarms = this.node
        .findAll()
        .filter((node) => node instanceof ImpactAlarm)
        .filter((alarm) => alarm.urgency === urgency);
      const pager = new CompositeAlarm(this, id, {
        compositeAlarmName: `frontdesk-${stage}-${name}`,
        alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
        alarmDescription: `${impact} What to do: docs/runbook.md#when-the-pager-rings`,
      });
      pager.addAlarmAction(action);
      pager.addOkAction(action);
    }
  }

  private createTopic(pagerEmail: string | null): Topic {
    const topic = new Topic(this, 'PagerTopic', { enforceSSL: true });
    // A topic with a policy of its own loses the one that lets its account publish: CloudWatch must be let in by name.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AllowAlarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    if (pagerEmail !== null) topic.addSubscription(new EmailSubscription(pagerEmail));
    return topic;
  }
}

const pagers = [
  {
    urgency: 'outage',
    id: 'Pager',
    name: 'nobody-is-answered',
    impact: 'Customers are not answered, or soon will not be.',
  },
  {
    urgency: 'operator',
    id: 'OperatorPager',
    name: 'something-waits-for-an-operator',
    impact: 'Something is left undone until an operator looks at it.',
  },
] as const satisfies readonly { urgency: Urgency; id: string; name: string; impact: string }[];
