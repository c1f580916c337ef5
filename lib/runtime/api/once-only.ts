import { z } from 'zod';
import type { HttpResponse, RoutedRequest } from '../http.ts';
import type { CommandStore } from '../../store/dynamodb/idempotency.ts';
import { invalid, Problem, problemResponse } from './problem.ts';
import { callerId } from './roles.ts';

/**
 * Carries a command out once for each `Idempotency-Key` of its caller: sent again it gets the first answer. What was
 * refused or failed did nothing, and may be sent again under the same key.
 */
export async function onceOnly(
  commands: Pick<CommandStore, 'once'>,
  request: RoutedRequest,
  run: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST' || request.claims === undefined) return run();
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) return problemResponse(unusableKey);
  const command = { caller: callerId(request.claims), key, request: fingerprint(request) };
  const repeated = await commands.once(command, async () => {
    const { status, body, headers } = await run();
    const answer = JSON.stringify({ status, body, headers });
    return { answer, keep: status < 300 && answer.length <= mostKept };
  });
  switch (repeated.kind) {
    case 'done':
      return answerOf(repeated.answer);
    case 'replayed': {
      const first = answerOf(repeated.answer);
      return { ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } };
    }
    case 'under-way':
      return problemResponse(underWay);
    case 'other-request':
      return problemResponse(otherRequest);
  }
}

/** An item of DynamoDB holds 400 KB, and a character of JSON is at most three bytes. */
const mostKept = 120_000;

const kept = z.object({
  status: z.number().int(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
});

function answerOf(text: string): HttpResponse {
  const { status, body, headers } = kept.parse(JSON.parse(text));
  return { status, body, ...(headers && { headers }) };
}

/** Where it goes and every byte that was sent. */
function fingerprint({ method, path, query, rawBody }: RoutedRequest): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify([method, path, query.toString()])}\n`), rawBody]);
}

const field = 'Idempotency-Key';
const unusableKey = invalid([{ path: field, message: 'must be 1 to 255 characters of plain ASCII' }]);
const otherRequest = invalid([{ path: field, message: 'was used for another request: choose a new one' }]);
const underWay = new Problem(409, 'The same command is still under way. Ask again in a moment.', {
  headers: { 'retry-after': '2' },
});
