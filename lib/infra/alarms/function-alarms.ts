import type { Stack } from 'aws-cdk-lib';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { FunctionName } from '../functions.ts';
import type { ServiceStack } from '../stacks/service-stack.ts';

/** Errors and throttles of every function, and server errors of the HTTP API. */
export function addFunctionAlarms(stack: Stack, { functions, api }: ServiceStack): void {
  for (const { name, node, lambda } of functions) {
    new ImpactAlarm(stack, `${node.id}Errors`, {
      metric: lambda.metricErrors({ ...fiveMinutes, statistic: 'Sum' }),
      threshold: 1,
      impact: errorImpacts[name],
      article: 'a-function-fails',
    });
    new ImpactAlarm(stack, `${node.id}Throttles`, {
      metric: lambda.metricThrottles({ ...fiveMinutes, statistic: 'Sum' }),
      threshold: 1,
      // One refused start is repeated by whoever asked; a quarter of an hour of them is a limit that is too low.
      periods: 3,
      impact: `${name} is refused by Lambda for lack of concurrency: everything it does comes late.`,
      article: 'a-function-is-throttled',
    });
  }
  new ImpactAlarm(stack, 'ApiServerErrors', {
    metric: api.api.metricServerError({ ...fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
    impact:
      'Webhooks of Chatwoot are refused: messages are found only by the next reconcile, up to five minutes late.',
    article: 'the-api-answers-with-server-errors',
  });
}

const errorImpacts: Readonly<Record<FunctionName, string>> = {
  'webhook-ingest': 'Messages of customers are not accepted; reconcile finds them up to five minutes later.',
  'turn-worker': 'Answers to customers fail and are tried again; after five times they are dead letters.',
  'background-worker': 'Turns are answered but their records do not reach the dashboard.',
  'dashboard-api': 'The dashboard and the health page do not answer.',
  'stock-check': 'Customers waiting for a product are not told that it is back.',
  reconcile: 'Messages whose webhook was lost are not found, and owed answers are not sent.',
  migrate: 'The database was not brought up to date: the deployment stopped and the old version goes on.',
};
