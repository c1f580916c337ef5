import type { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { NetworkStack } from '../stacks/network-stack.ts';

/** The one machine that everything going out passes, where the stage has one. */
export function addNetworkAlarms(stack: Stack, { natInstance }: NetworkStack): void {
  if (!natInstance) return;
  new ImpactAlarm(stack, 'NatInstanceDown', {
    metric: new Metric({
      namespace: 'AWS/EC2',
      metricName: 'StatusCheckFailed',
      dimensionsMap: { InstanceId: natInstance.instanceId },
      statistic: 'Maximum',
      ...fiveMinutes,
    }),
    threshold: 1,
    urgency: 'outage',
    impact: 'No function reaches Chatwoot: webhooks are accepted and nobody is answered.',
    article: 'the-nat-instance-is-down',
  });
}
