import type { ModelFailure } from '../models/model-failed.ts';
import { type Vendor, vendorOf } from '../models/selection.ts';
import type {
  LimitReason,
  LogEvent,
  NoticeResultKind,
  ShopEventResultKind,
  TurnResultKind,
} from './telemetry.ts';

/** Where CloudWatch keeps them. Each stage writes under a name of its own: the alarms of one must not ring for another. */
export function metricNamespaceOf(stage: string): string {
  return `Frontdesk/${stage}`;
}

/** One figure. `Sum` of a count is how often it happened, percentiles of a duration are what customers felt. */
export interface Measured {
  readonly name: MetricName;
  readonly unit: 'Count' | 'Milliseconds' | 'None';
  readonly value: number;
}

/** What one log event is in figures; `provider` where it is about a provider's model. */
export interface Measurement {
  readonly provider: Vendor | null;
  readonly measured: readonly Measured[];
}

/**
 * The only place that knows which log event is which metric: who writes a log line need not know that it is counted.
 * Every name is bounded: results and reasons are closed lists, and the counts of schedules are their code's.
 */
export function metricsOf(line: LogEvent): Measurement {
  switch (line.event) {
    case 'webhook.accepted':
      return counted('WebhooksAccepted');
    case 'webhook.ignored':
      return counted('WebhooksIgnored');
    case 'webhook.refused':
      return counted('WebhooksRefused');
    case 'webhook.not-queued':
      return counted('WebhooksNotQueued');
    case 'turn.done':
      return own([count(turnMetrics[line.result]), ...durations(line)]);
    case 'message.sent':
      return line.private ? nothing : counted('MessagesSent');
    case 'outbound.done':
      return counted(noticeMetrics[line.result]);
    case 'long-work.done':
      return own([
        count(line.state === 'done' ? 'LongWorkDone' : 'LongWorkFailed'),
        { name: 'LongWorkMs', unit: 'Milliseconds', value: line.ms },
      ]);
    case 'shop-event.accepted':
      return counted('ShopEventsAccepted');
    case 'shop-event.refused':
      return counted(line.status === 401 ? 'ShopEventsUnsigned' : 'ShopEventsMalformed');
    case 'shop-event.done':
      return counted(shopEventMetrics[line.outcome]);
    case 'model.answered':
      return of(line.model, [
        count(line.task === 'embed' ? 'EmbeddingCalls' : 'ModelAnswers'),
        { name: 'ModelMs', unit: 'Milliseconds', value: line.ms },
        count('InputTokens', line.inputTokens),
        count('OutputTokens', line.outputTokens),
        count('CacheReadTokens', line.cacheReadTokens),
        { name: 'CostUsd', unit: 'None', value: line.costUsd },
      ]);
    case 'model.failed':
      return of(line.model, [count('ModelFailures'), count(failureMetrics[line.reason])]);
    case 'retrieval.words-only':
      return counted('SearchesByWordsOnly');
    case 'limit.reached':
      return counted(limitMetrics[line.reason]);
    case 'job.retried':
      return counted('JobRetries');
    case 'job.given-up':
      return counted('JobsGivenUp');
    case 'job.unreadable':
      return counted('JobsUnreadable');
    case 'request.failed':
      return counted('RequestsFailed');
    case 'schedule.done':
      return own(Object.entries(line.counts).map(([name, value]) => count(`Run.${name}`, value)));
    default:
      return nothing;
  }
}

const turnMetrics = {
  answered: 'TurnsAnswered',
  'handed-off': 'TurnsHandedOver',
  withheld: 'TurnsWithheld',
  'nothing-to-do': 'TurnsNothingToDo',
  'still-writing': 'TurnsStillWriting',
  'person-owns': 'TurnsPersonOwns',
  owed: 'TurnsOwed',
  'not-delivered': 'TurnsNotDelivered',
  missing: 'TurnsMissing',
  'failed-over': 'TurnsFailedOver',
} as const satisfies Record<TurnResultKind, string>;

const noticeMetrics = {
  notified: 'NoticesSent',
  'put-back': 'NoticesPutBack',
  cancelled: 'NoticesCancelled',
  'nothing-to-do': 'NoticesNothingToDo',
} as const satisfies Record<NoticeResultKind, string>;

const shopEventMetrics = {
  done: 'ShopEventsDone',
  repeated: 'ShopEventsRepeated',
  'unknown-sku': 'ShopEventsUnknownSku',
  'has-variants': 'ShopEventsHasVariants',
  'shared-sku': 'ShopEventsSharedSku',
  failed: 'ShopEventsFailed',
} as const satisfies Record<ShopEventResultKind, string>;

const failureMetrics = {
  timeout: 'ModelFailures.timeout',
  unreachable: 'ModelFailures.unreachable',
  'rate-limited': 'ModelFailures.rate-limited',
  overloaded: 'ModelFailures.overloaded',
  'server-error': 'ModelFailures.server-error',
  'not-allowed': 'ModelFailures.not-allowed',
  'bad-request': 'ModelFailures.bad-request',
  truncated: 'ModelFailures.truncated',
  malformed: 'ModelFailures.malformed',
  refused: 'ModelFailures.refused',
  'too-many-rounds': 'ModelFailures.too-many-rounds',
  cancelled: 'ModelFailures.cancelled',
} as const satisfies Record<ModelFailure, string>;

const limitMetrics = {
  'daily-budget': 'DailyBudgetUsedUp',
  'monthly-budget': 'MonthlyBudgetUsedUp',
  'stopped-by-operator': 'StoppedByOperator',
  'conversation-budget': 'ConversationBudgetsUsedUp',
  'too-many-answers': 'TooManyAnswers',
  'repeated-words': 'RepeatedWords',
} as const satisfies Record<LimitReason, string>;

/** Every metric there is. `Run.…` is what a regular run counted, `service` says which run. */
export type MetricName =
  | 'WebhooksAccepted'
  | 'WebhooksIgnored'
  | 'WebhooksRefused'
  | 'WebhooksNotQueued'
  | (typeof turnMetrics)[TurnResultKind]
  | 'WaitMs'
  | 'AnswerMs'
  | 'MessagesSent'
  | (typeof noticeMetrics)[NoticeResultKind]
  | 'LongWorkDone'
  | 'LongWorkFailed'
  | 'LongWorkMs'
  | 'ShopEventsAccepted'
  | 'ShopEventsUnsigned'
  | 'ShopEventsMalformed'
  | (typeof shopEventMetrics)[ShopEventResultKind]
  | 'ModelAnswers'
  | 'EmbeddingCalls'
  | 'ModelMs'
  | 'InputTokens'
  | 'OutputTokens'
  | 'CacheReadTokens'
  | 'CostUsd'
  | 'ModelFailures'
  | (typeof failureMetrics)[ModelFailure]
  | 'SearchesByWordsOnly'
  | (typeof limitMetrics)[LimitReason]
  | 'JobRetries'
  | 'JobsGivenUp'
  | 'JobsUnreadable'
  | 'RequestsFailed'
  | `Run.${string}`;

/** How long they waited for an answer says something only of turns that a webhook began and that said something. */
function durations({ waitMs, answerMs }: Extract<LogEvent, { event: 'turn.done' }>): Measured[] {
  if (answerMs === null) return [];
  return [
    { name: 'WaitMs', unit: 'Milliseconds', value: waitMs },
    { name: 'AnswerMs', unit: 'Milliseconds', value: answerMs },
  ];
}

const nothing: Measurement = { provider: null, measured: [] };

function counted(name: MetricName): Measurement {
  return own([count(name)]);
}

function own(measured: readonly Measured[]): Measurement {
  return { provider: null, measured };
}

function of(model: string, measured: readonly Measured[]): Measurement {
  return { provider: vendorOf(model) ?? null, measured };
}

function count(name: MetricName, value = 1): Measured {
  return { name, unit: 'Count', value };
}
