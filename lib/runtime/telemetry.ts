import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import type { IgnoredBecause } from '../chatwoot/webhook.ts';
import type { ModelFailure } from '../models/model-failed.ts';
import type { TurnCause } from '../queue/jobs.ts';
import type { Role } from './api/roles.ts';
import { AppError } from './errors.ts';
import { createMetrics } from './metrics-emf.ts';

/**
 * Everything we log: a closed union, so that a customer's words, phone or e-mail have no field to hide in.
 * `conversationId` is Chatwoot's display id. Durations are milliseconds.
 */
export type LogEvent =
  | { event: 'webhook.accepted'; conversationId: number; cause: TurnCause; deliveryId: string | null }
  | { event: 'webhook.ignored'; because: IgnoredBecause; deliveryId: string | null }
  | { event: 'webhook.refused'; status: 400 | 401 | 413 }
  | { event: 'webhook.not-queued'; deliveryId: string | null; failure: Failure }
  | {
      event: 'turn.done';
      conversationId: number;
      cause: TurnCause;
      deliveryId: string | null;
      result: TurnResultKind;
      because: string | null;
      turnId: string | null;
      redos: number;
      paid: number;
      attempt: number;
      ms: number;
      /** From the accepted webhook to the beginning of this attempt. */
      waitMs: number;
      /** From the accepted webhook to the answer in Chatwoot; null when none was said, or when no webhook began it. */
      answerMs: number | null;
    }
  | { event: 'turn.failed-over'; conversationId: number; failure: Failure }
  /** It could not be read whole any more; the turn began without it. */
  | { event: 'checkpoint.discarded'; conversationId: number; failure: Failure }
  /** Chatwoot has a message of ours; `messageId` is Chatwoot's. `turnId` is the alert's id where we wrote first. */
  | { event: 'message.sent'; conversationId: number; turnId: string; messageId: number; private: boolean }
  | {
      event: 'model.answered';
      task: string;
      model: string;
      promptVersion: string;
      ms: number;
      inputTokens: number;
      outputTokens: number;
      cacheReadTokens: number;
      costUsd: number;
    }
  /** `next` is asked instead; null when there is nobody left. */
  | {
      event: 'model.failed';
      task: string;
      model: string;
      reason: ModelFailure;
      ms: number;
      inputTokens: number;
      outputTokens: number;
      cacheReadTokens: number;
      costUsd: number;
      next: string | null;
    }
  /** An answer was begun before the router's model had spoken; not kept, it was in vain. */
  | { event: 'answer.begun-early'; conversationId: number; kept: boolean }
  /**
   * Chatwoot did not show what the team marked a contact with: a turn went on as if there were nothing, or, with
   * `conversationId` null, somebody looked at a customer without it.
   */
  | { event: 'labels.unread'; conversationId: number | null; failure: Failure }
  | { event: 'model.setting'; setting: string; model: string; because: 'retired' | 'no-price' }
  | { event: 'retrieval.words-only'; failure: Failure }
  /** What models cost could not be added up yet; it is tried again with what comes next. */
  | { event: 'spend.not-noted'; costUsd: number; failure: Failure }
  /** One conversation goes to a person for it, or, with `conversationId` null, the whole account is held back by it. */
  | { event: 'limit.reached'; conversationId: number | null; reason: LimitReason }
  | { event: 'catalog.embedded'; model: string; products: number; passages: number; left: number }
  | {
      event: 'outbound.done';
      kind: string;
      alertId: string;
      /** The turn in which they asked to be told, where they asked in one. */
      turnId: string | null;
      conversationId: number;
      result: NoticeResultKind;
      because: string | null;
      attempt: number;
      ms: number;
    }
  /** Somebody asked who would be told, and is told that this one was not looked at. */
  | { event: 'wish.not-looked-at'; alertId: string; failure: Failure }
  | { event: 'promise.refused'; conversationId: number; promise: string; failure: Failure }
  | { event: 'work.done'; job: string; conversationId: number; turnId: string | null; ms: number }
  | { event: 'long-work.done'; job: string; jobId: string; state: string; ms: number }
  | { event: 'long-work.failed'; job: string; jobId: string; failure: Failure }
  | { event: 'shop-event.accepted' | 'shop-event.refused'; status: number; type: string | null }
  | { event: 'shop-event.done'; type: string; outcome: ShopEventResultKind; ms: number }
  | { event: 'job.retried'; job: JobId; attempt: number; hiddenSeconds: number; failure: Failure }
  | { event: 'job.given-up'; job: JobId; attempt: number; failure: Failure }
  | { event: 'job.unreadable'; job: JobId; places: string }
  | { event: 'job.not-parked'; job: JobId; failure: Failure }
  | { event: 'job.visibility-kept' | 'job.not-acknowledged'; failure: Failure }
  | { event: 'schedule.done'; schedule: string; ms: number; counts: Record<string, number> }
  /** `route` is its pattern, never the path. */
  | { event: 'request.done'; route: string; status: number; ms: number; role: Role | null }
  | { event: 'request.failed'; route: string; failure: Failure }
  /** A command was carried out; sent again under its key it would be again. */
  | { event: 'command.not-remembered'; failure: Failure }
  | {
      event: 'heartbeat.missed' | 'settings.kept' | 'inbox.kept' | 'warming.failed' | 'breaker.unread';
      failure: Failure;
    };

/** How one look at a conversation ends. A closed list: it goes into metrics. */
export type TurnResultKind =
  | 'answered'
  | 'handed-off'
  | 'withheld'
  | 'nothing-to-do'
  | 'still-writing'
  | 'person-owns'
  | 'owed'
  | 'not-delivered'
  | 'missing'
  | 'failed-over';

/** Why the assistant is held back. A closed list: it goes into metrics. */
export type LimitReason =
  | 'daily-budget'
  | 'monthly-budget'
  | 'stopped-by-operator'
  | 'conversation-budget'
  | 'too-many-answers'
  | 'repeated-words';

/** How one notice ends. */
export type NoticeResultKind = 'notified' | 'put-back' | 'cancelled' | 'nothing-to-do';

/** What becomes of one event of a shop system. */
export type ShopEventResultKind =
  'done' | 'repeated' | 'unknown-sku' | 'has-variants' | 'shared-sku' | 'failed';

/** A job as SQS knows it; `group` is account:conversation. */
export interface JobId {
  messageId: string;
  group: string;
}

/** What may be told of an error: never the message of a foreign one, which may quote what somebody wrote. */
export interface Failure {
  name: string;
  message?: string;
  code?: string;
  at?: string;
  cause?: Failure;
}

export type Log = (event: LogEvent) => void;

/**
 * A log that says on each line whose story it belongs to: the `X-Chatwoot-Delivery` of the webhook it began with, else
 * the id of the job it began with. Several stories may be told side by side.
 */
export interface StoryLog extends Log {
  /** Runs `tell`; whatever is logged in it, also after a wait, belongs to this story. */
  within<T>(story: string, tell: () => Promise<T>): Promise<T>;
  /** Whose story is told right now; null = nobody's. */
  story(): string | null;
}

type Level = 'info' | 'warn' | 'error';

/** A log of JSON lines, one per event, and the metrics that follow from them. */
export function createLog(service: string): StoryLog {
  const logger = new Logger({ serviceName: service });
  const measure = createMetrics(service);
  const stories = new AsyncLocalStorage<string>();
  const log: Log = (line) => {
    const { event, ...details } = line;
    const story = stories.getStore();
    logger[levelOf(event)](event, { event, ...details, ...(story !== undefined && { story }) });
    measure(line);
  };
  return Object.assign(log, {
    within: <T>(story: string, tell: () => Promise<T>) => stories.run(story, tell),
    story: () => stories.getStore() ?? null,
  });
}

/** Describes an error without quoting foreign words. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'NotAnError' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name: error.name,
    ...(error instanceof AppError ? { message: error.message } : {}),
    ...(code === undefined ? {} : { code }),
    ...placeOf(error),
    ...(error.cause === undefined ? {} : { cause: failureOf(error.cause) }),
  };
}

function placeOf(error: Error): { at?: string } {
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return frame === undefined ? {} : { at: frame.trim() };
}

function levelOf(event: LogEvent['event']): Level {
  switch (event) {
    case 'webhook.not-queued':
    case 'turn.failed-over':
    case 'checkpoint.discarded':
    case 'job.given-up':
    case 'job.unreadable':
    case 'job.not-parked':
    case 'request.failed':
    case 'long-work.failed':
      return 'error';
    case 'promise.refused':
    case 'wish.not-looked-at':
    case 'model.failed':
    case 'model.setting':
    case 'labels.unread':
    case 'retrieval.words-only':
    case 'job.retried':
    case 'job.visibility-kept':
    case 'job.not-acknowledged':
    case 'heartbeat.missed':
    case 'settings.kept':
    case 'inbox.kept':
    case 'warming.failed':
    case 'breaker.unread':
    case 'limit.reached':
    case 'spend.not-noted':
    case 'command.not-remembered':
      return 'warn';
    default:
      return 'info';
  }
}
