import type { Stack } from 'aws-cdk-lib';
import { outboundReceives, turnReceives } from '../../queue/jobs.ts';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { FunctionName } from '../functions.ts';
import type { ServiceStack } from '../stacks/service-stack.ts';

/** Errors and throttles of every function, and server errors of the HTTP API. */
export function addFunctionAlarms(stack: Stack, { functions, api }: ServiceStack): void {
  for (const { name, node, lambda } of functions) {
    const urgency = vital.has(name) ? 'outage' : 'operator';
    new ImpactAlarm(stack, `${node.id}Errors`, {
      metric: lambda.metricErrors({ ...fiveMinutes, statistic: 'Sum' }),
      threshold: 1,
      urgency,
      impact: errorImpacts[name],
      article: 'a-function-fails',
    });
    new ImpactAlarm(stack, `${node.id}Throttles`, {
      metric: lambda.metricThrottles({ ...fiveMinutes, statistic: 'Sum' }),
      threshold: 1,
      urgency,
      // Queues and schedules start it again by themselves; a quarter of an hour of refusals is a limit that is too low.
      periods: 3,
      impact:
        name === 'webhook-ingest'
          ? `Lambda refuses webhook-ingest for lack of concurrency: webhooks are not accepted. ${lostWebhooks}`
          : `Lambda refuses ${name} for lack of concurrency: everything it does comes late.`,
      article: 'a-function-is-throttled',
    });
  }
  new ImpactAlarm(stack, 'ApiServerErrors', {
    metric: api.api.metricServerError({ ...fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
    // Webhooks that are not accepted page by themselves (AcceptErrors); a save that a large import kept waiting may not.
    urgency: 'operator',
    impact: 'The API, and with it the dashboard, answers some requests with 5xx.',
    article: 'the-api-answers-with-server-errors',
  });
}

const lostWebhooks =
  'Chatwoot sends webhooks of agent bots again (after 429 and 500) and those of the account never: ' +
  'such a message is found by the next event of its conversation.';

/** Without these two nobody is answered; the others can be looked at in the morning. */
const vital: ReadonlySet<FunctionName> = new Set(['webhook-ingest', 'turn-worker']);

/**
 * What Lambda counts as an error: a crash, a failed start, a timeout. A failed request is a returned 500 and a failed
 * job goes back to its queue; those show in ApiServerErrors, TurnsTooOld and the dead letters.
 */
const errorImpacts: Readonly<Record<FunctionName, string>> = {
  'webhook-ingest': `Messages of customers are not accepted. ${lostWebhooks}`,
  'shop-ingest':
    'Stock levels and products of shop systems are refused; they come late, or are lost if those do not send again.',
  'turn-worker': `Turns crash or run out of time: customers wait, and after ${turnReceives} attempts a turn is a dead letter.`,
  'background-worker': 'Customers are answered, but records of it and the worklist come late or not at all.',
  'outbound-worker': `Messages the shop sends first (back in stock) come late, and after ${outboundReceives} attempts they are dead letters.`,
  'dashboard-api': 'The API, the dashboard and the health page do not answer.',
  'stock-check': 'Customers who wait for a product are not told that it is back in stock.',
  'embed-catalog':
    'New products and articles are found by their words only, not by their meaning, until it runs again.',
  reconcile: 'Answers that were committed and not sent, or are owed since an outage of Chatwoot, wait.',
  retention: 'What is kept only for 30 days stays longer, and the database grows.',
  migrate: 'The database was not brought up to date: the deployment stopped and the old version goes on.',
};
