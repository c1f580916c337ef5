import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { isSignedByChatwoot } from '../chatwoot/signature.ts';
import type { Secret } from '../config/secret.ts';
import type { ShopEventJob } from '../queue/jobs.ts';
import type { JobQueue } from '../queue/sqs.ts';
import { invalid, Problem, problemResponse, type FieldError } from '../runtime/api/problem.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http.ts';
import type { Log } from '../runtime/telemetry.ts';
import { shopEvent, type ShopEvent } from './shop-event.ts';

export interface AcceptShopEventDeps {
  /** Kept for some minutes; none: every event is refused. */
  readonly secrets: () => Promise<readonly Secret[]>;
  readonly work: JobQueue<ShopEventJob>;
  /** Real time, whatever clock the shop runs on: signatures age in real time. */
  readonly realTime: () => Date;
  readonly log: Log;
}

const mostBytes = 256 * 1024;

/**
 * Accepts one event of a shop system: signature (Chatwoot's scheme), size, form, one SQS message, 200. No database on
 * this path: it may be down. All events wait in one line, so that a newer stock never gives way to an older one.
 */
export async function acceptShopEvent(
  { secrets, work, realTime, log }: AcceptShopEventDeps,
  { headers, rawBody }: HttpRequest,
): Promise<HttpResponse> {
  const signed = {
    timestamp: headers['x-frontdesk-timestamp'],
    signature: headers['x-frontdesk-signature'],
    rawBody,
  };
  const event = isSignedByChatwoot(signed, await secrets(), realTime())
    ? readEvent(rawBody)
    : new Problem(401, 'The signature is missing, wrong or too old.');
  if (event instanceof Problem) {
    log({ event: 'shop-event.refused', status: event.status, type: null });
    return problemResponse(event);
  }
  const job = jobOf(event, realTime());
  const deduplicationId = createHash('sha256').update(`${job.source}:${job.id}`).digest('hex');
  await work.send(job, { group: 'shop', deduplicationId });
  log({ event: 'shop-event.accepted', status: 200, type: event.type });
  return { status: 200, body: { status: 'ok' } };
}

function readEvent(rawBody: Buffer): ShopEvent | Problem {
  if (rawBody.length > mostBytes) return new Problem(413, 'Send at most 256 KiB.');
  let json: unknown;
  try {
    json = JSON.parse(rawBody.toString('utf8'));
  } catch {
    return new Problem(400, 'The body is no JSON. Send one JSON object in UTF-8.');
  }
  const parsed = shopEvent.safeParse(json);
  if (parsed.success && JSON.stringify(parsed.data).isWellFormed()) return parsed.data;
  const errors = parsed.error?.issues.flatMap(fieldErrors) ?? [{ path: '', message: other }];
  return invalid([...new Map(errors.map((error) => [error.path, error])).values()].slice(0, 20));
}

/** An unknown field is named itself, so that a misspelt one is found where it was written. */
function fieldErrors({ path, ...issue }: z.core.$ZodIssue): FieldError[] {
  const place = path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path: place, message: hints[place] ?? other }];
  return issue.keys.map((key) => ({
    path: [...path, key.slice(0, longestName).toWellFormed()].map(String).join('.'),
    message: 'is no field of this event; leave it out',
  }));
}

/** A name is told back so that it can be found; not a quarter of a megabyte of it. */
const longestName = 100;
const other = 'does not fit; docs/api.md says what an event holds';
const hints: Readonly<Record<string, string>> = {
  type: 'must be stock or product; orders are not taken yet',
  id: 'must be your own id of the event, 1 to 200 characters without spaces',
  sku: 'must be a SKU of 1 to 100 characters, and more than a dot or two',
  currency: 'must be the three capital letters of a currency people pay in, such as EUR',
  stock: 'must be a whole number from 0',
};

function jobOf(event: ShopEvent, receivedAt: Date): ShopEventJob {
  const common = {
    kind: 'shop-event' as const,
    source: 'generic' as const,
    id: event.id,
    receivedAt: receivedAt.toISOString(),
  };
  if (event.type === 'stock') {
    const { type, sku, stock } = event;
    return { ...common, change: { type, sku, stock } };
  }
  const { type, id: _, ...product } = event;
  return { ...common, change: { type, sku: product.sku, product } };
}
