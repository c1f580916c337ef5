import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type AlarmBase, AlarmRule, AlarmState, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { addDatabaseAlarms } from '../alarms/database-alarms.ts';
import { addConversationAlarms } from '../alarms/conversation-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addIntakeAlarms } from '../alarms/intake-alarms.ts';
import { addModelAlarms } from '../alarms/model-alarms.ts';
import { addNetworkAlarms } from '../alarms/network-alarms.ts';
import { addQueueAlarms } from '../alarms/queue-alarms.ts';
import { addReconcileAlarms } from '../alarms/reconcile-alarms.ts';
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

/** What wakes somebody: many alarms, each with its impact and its article; one that pages; and those that only inform. */
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
    addIntakeAlarms(this, config);
    addReconcileAlarms(this, config);
    addModelAlarms(this, config);
    this.page(config);
    this.inform(config);
  }

  /** One page for one incident: a broken database sets off five alarms and rings once. */
  private page({ stage, pagerEmail }: StageConfig): void {
    const rules = this.alarmsOf('outage').map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM));
    const pager = new CompositeAlarm(this, 'Pager', {
      compositeAlarmName: `frontdesk-${stage}-nobody-is-answered`,
      alarmRule: AlarmRule.anyOf(...rules),
      alarmDescription:
        'Customers are not answered, or soon will not be. What to do: docs/runbook.md#when-the-pager-rings',
    });
    tellOf(pager, this.createTopic('PagerTopic', pagerEmail));
  }

  /**
   * Each by itself and not in the pager: a dead letter may lie for days, and an alarm that is on already cannot ring for
   * the outage of tonight.
   */
  private inform({ pagerEmail }: StageConfig): void {
    const topic = this.createTopic('NoticesTopic', pagerEmail);
    for (const alarm of this.alarmsOf('operator')) tellOf(alarm, topic);
  }

  private alarmsOf(urgency: Urgency): ImpactAlarm[] {
    return this.node
      .findAll()
      .filter((node) => node instanceof ImpactAlarm)
      .filter((alarm) => alarm.urgency === urgency);
  }

  private createTopic(id: string, email: string | null): Topic {
    const topic = new Topic(this, id, { enforceSSL: true });
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
    if (email !== null) topic.addSubscription(new EmailSubscription(email));
    new CfnOutput(this, `${id}Arn`, { value: topic.topicArn });
    return topic;
  }
}

/** When it begins and when it is over. */
function tellOf(alarm: AlarmBase, topic: Topic): void {
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}
