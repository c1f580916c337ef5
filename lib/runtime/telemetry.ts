import { Logger } from '@aws-lambda-powertools/logger';
import type { IgnoredBecause } from '../chatwoot/webhook.ts';
import type { ModelFailure } from '../models/model-failed.ts';
import type { TurnCause } from '../queue/jobs.ts';
import type { Role } from './api/roles.ts';
import { AppError } from './errors.ts';

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
      result: string;
      because: string | null;
      turnId: string | null;
      redos: number;
      paid: number;
      attempt: number;
      ms: number;
    }
  | { event: 'turn.failed-over'; conversationId: number; failure: Failure }
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
  | { event: 'model.setting'; setting: string; model: string; because: 'retired' | 'no-price' }
  | { event: 'retrieval.words-only'; failure: Failure }
  | { event: 'catalog.embedded'; model: string; products: number; passages: number; left: number }
  | {
      event: 'outbound.done';
      kind: string;
      alertId: string;
      conversationId: number;
      result: string;
      because: string | null;
      attempt: number;
      ms: number;
    }
  | { event: 'promise.refused'; conversationId: number; promise: string; failure: Failure }
  | { event: 'work.done'; job: string; conversationId: number; ms: number }
  | { event: 'job.retried'; job: JobId; attempt: number; hiddenSeconds: number; failure: Failure }
  | { event: 'job.given-up'; job: JobId; attempt: number; failure: Failure }
  | { event: 'job.unreadable'; job: JobId; places: string }
  | { event: 'job.visibility-kept'; failure: Failure }
  | { event: 'schedule.done'; schedule: string; ms: number; counts: Record<string, number> }
  /** `route` is its pattern, never the path. */
  | { event: 'request.done'; route: string; status: number; ms: number; role: Role | null }
  | { event: 'request.failed'; route: string; failure: Failure }
  | { event: 'settings.kept' | 'inbox.kept' | 'warming.failed'; failure: Failure };

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

type Level = 'info' | 'warn' | 'error';

/** A log of JSON lines, one per event, with the ids of `context` on each. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return (line) => {
    const { event, ...details } = line;
    logger[levelOf(event)](event, { event, ...details });
  };
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
    case 'job.given-up':
    case 'job.unreadable':
    case 'request.failed':
      return 'error';
    case 'promise.refused':
    case 'model.failed':
    case 'model.setting':
    case 'retrieval.words-only':
    case 'job.retried':
    case 'job.visibility-kept':
    case 'settings.kept':
    case 'inbox.kept':
    case 'warming.failed':
      return 'warn';
    default:
      return 'info';
  }
}
