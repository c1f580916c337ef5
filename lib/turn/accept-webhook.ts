import { isSignedByChatwoot } from '../chatwoot/signature.ts';
import { translate } from '../chatwoot/webhook.ts';
import type { Secret } from '../config/secret.ts';
import type { TurnJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { PassFaultPoint } from '../runtime/fault-point.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';

export interface AcceptDeps {
  /** Kept for some minutes, so that no request waits for them. */
  settings: () => Promise<{ accountId: number; webhookSecrets: readonly Secret[] }>;
  turns: JobQueue<TurnJob>;
  /** Real time, whatever clock the shop runs on: signatures age in real time. */
  realTime: () => Date;
  newId: () => string;
  faultPoint: PassFaultPoint;
  log: Log;
}

const mostBytes = 5 * 1024 * 1024;

/**
 * Accepts one webhook: signature, size, form, one SQS message, 200. No database, no model and no Chatwoot on this
 * path: they may all be down. Not queued is a 500, the one answer (with 429) that makes agent bots try again.
 */
export async function acceptWebhook(deps: AcceptDeps, request: HttpRequest): Promise<HttpResponse> {
  const { accountId, webhookSecrets } = await deps.settings();
  const { headers, rawBody } = request;
  const signed = {
    timestamp: headers['x-chatwoot-timestamp'],
    signature: headers['x-chatwoot-signature'],
    rawBody,
  };
  if (!isSignedByChatwoot(signed, webhookSecrets, deps.realTime())) return refuse(deps.log, 401, unsigned);
  if (rawBody.length > mostBytes) return refuse(deps.log, 413, 'The event is larger than 5 MiB.');
  const body = parseJson(rawBody);
  const deliveryId = usableId(headers['x-chatwoot-delivery']) ?? deps.newId();
  const meaning = translate(body, { accountId, deliveryId, now: deps.realTime() });
  if (meaning === undefined) return refuse(deps.log, 400, 'The body is no Chatwoot event.');
  if (meaning.kind === 'ignored') {
    deps.log({ event: 'webhook.ignored', because: meaning.because, deliveryId });
    return accepted;
  }
  return queue(deps, meaning.job, meaning.deduplicationId);
}

async function queue(deps: AcceptDeps, job: TurnJob, deduplicationId: string): Promise<HttpResponse> {
  const { conversationId, cause, deliveryId } = job;
  try {
    const group = conversationGroup(job.accountId, conversationId);
    await deps.turns.send(job, { group, deduplicationId, ...(deliveryId !== null && { story: deliveryId }) });
  } catch (error) {
    deps.log({ event: 'webhook.not-queued', deliveryId, failure: failureOf(error) });
    return {
      status: 500,
      body: { status: 'error', detail: 'The event could not be queued. Please send it again.' },
    };
  }
  await deps.faultPoint('after-accept');
  deps.log({ event: 'webhook.accepted', conversationId, cause, deliveryId });
  return accepted;
}

const accepted: HttpResponse = { status: 200, body: { status: 'ok' } };
/** One body for every bad, missing or stale signature: it must not tell which. */
const unsigned = 'The signature is missing, wrong or too old.';

function refuse(log: Log, status: 400 | 401 | 413, detail: string): HttpResponse {
  log({ event: 'webhook.refused', status });
  return { status, body: { status: 'refused', detail } };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The header is not signed, and SQS takes only plain characters as a deduplication id. */
function usableId(header: string | undefined): string | undefined {
  return header !== undefined && /^[\w-]{1,100}$/.test(header) ? header : undefined;
}
