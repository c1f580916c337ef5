import type { z } from 'zod';
import type { Secret } from '../config/secret.ts';
import { AmbiguousOutcome, MalformedInput, UpstreamRefused, UpstreamUnavailable } from '../runtime/errors.ts';

/** Chatwoot did not answer, or not now: it is down, overloaded, or refuses our tokens. Another attempt may succeed. */
export class ChatwootUnavailable extends UpstreamUnavailable {}

/** How a request may be repeated: `safe` ones freely, `once` ones only when Chatwoot certainly did nothing. */
export type Repeatable = 'safe' | 'once';

export interface ChatwootRequest<T> {
  method: 'GET' | 'POST' | 'PUT';
  /** Below `/api/v1/accounts/{id}`, e.g. `/conversations/7`. */
  path: string;
  token: Secret;
  body?: unknown;
  repeatable: Repeatable;
  answer: z.ZodType<T>;
}

export interface ChatwootHttpDeps {
  baseUrl: string;
  accountId: number;
  fetch: typeof fetch;
  sleep: (milliseconds: number) => Promise<void>;
}

/** One request may take this long before we call it lost. Chatwoot itself gives webhooks 5 s. */
const timeLimitMs = 10_000;
/** A 429 that asks for longer than this is better waited for in the queue than in a running function. */
const longestWaitSeconds = 5;
const attemptsWhenLimited = 3;

/**
 * Speaks to Chatwoot's REST API.
 * Throws ChatwootUnavailable (nothing happened, try later), AmbiguousOutcome (a `once` request that may have been
 * carried out), UpstreamRefused (4xx: trying again is useless), MalformedInput (an answer we cannot read).
 */
export async function chatwootRequest<T>(deps: ChatwootHttpDeps, request: ChatwootRequest<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await sendOnce(deps, request);
    if (response.status !== 429) return read(request, response);
    const seconds = retryAfterSeconds(response);
    await response.body?.cancel();
    // A 429 is refused before anything happens, so even a message may be posted again.
    if (attempt >= attemptsWhenLimited || seconds > longestWaitSeconds) {
      throw new ChatwootUnavailable(`Chatwoot limits our rate (${label(request)})`, {
        retryAfterSeconds: seconds,
      });
    }
    await deps.sleep(seconds * 1000);
  }
}

async function sendOnce(deps: ChatwootHttpDeps, request: ChatwootRequest<unknown>): Promise<Response> {
  const url = `${deps.baseUrl}/api/v1/accounts/${deps.accountId}${request.path}`;
  try {
    return await deps.fetch(url, {
      method: request.method,
      // The hyphenated form survives nginx, which drops headers with underscores (chatwoot#1057).
      headers: { 'Api-Access-Token': request.token.reveal(), 'Content-Type': 'application/json' },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimitMs),
    });
  } catch (cause) {
    if (request.repeatable === 'once' && !neverArrived(cause)) {
      throw new AmbiguousOutcome(`No answer from Chatwoot (${label(request)}): it may have been done`, {
        cause,
      });
    }
    throw new ChatwootUnavailable(`No answer from Chatwoot (${label(request)})`, { cause });
  }
}

async function read<T>(request: ChatwootRequest<T>, response: Response): Promise<T> {
  if (response.status >= 500) {
    await response.body?.cancel();
    const message = `Chatwoot answered ${response.status} (${label(request)})`;
    throw request.repeatable === 'once' ? new AmbiguousOutcome(message) : new ChatwootUnavailable(message);
  }
  if (!response.ok) {
    const isJson = /\bjson\b/i.test(response.headers.get('content-type') ?? '');
    await response.body?.cancel();
    // 401: a token was revoked or not set yet. An operator can heal that, so the work must wait and not be thrown away.
    if (response.status === 401)
      throw new ChatwootUnavailable(`Chatwoot refuses our token (${label(request)})`);
    // A proxy's page while Chatwoot restarts: whatever refused, it was not Chatwoot, and it may be over in a minute.
    if (!isJson)
      throw new ChatwootUnavailable(`Not Chatwoot's answer: ${response.status} (${label(request)})`);
    throw new UpstreamRefused(`Chatwoot answered ${response.status} (${label(request)})`, response.status);
  }
  return parse(request, await bodyOf(request, response));
}

async function bodyOf(request: ChatwootRequest<unknown>, response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    const message = `Chatwoot's answer broke off (${label(request)})`;
    throw request.repeatable === 'once'
      ? new AmbiguousOutcome(message, { cause })
      : new ChatwootUnavailable(message, { cause });
  }
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A proxy's error page with status 200: whatever answered, it was not Chatwoot.
    const message = `Chatwoot's answer is not JSON (${label(request)})`;
    throw request.repeatable === 'once'
      ? new AmbiguousOutcome(message, { cause })
      : new ChatwootUnavailable(message, { cause });
  }
}

function parse<T>(request: ChatwootRequest<T>, body: unknown): T {
  const parsed = request.answer.safeParse(body);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 5);
  throw new MalformedInput(`Chatwoot's answer has another form (${label(request)}: ${places.join(', ')})`);
}

/** Refused or unresolved connections never reached Chatwoot; everything else may have. */
function neverArrived(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

function retryAfterSeconds(response: Response): number {
  const header = Number(response.headers.get('Retry-After') ?? '');
  return Number.isFinite(header) && header > 0 ? header : 1;
}

/** Method and path without numbers: enough to find the call, no customer in it. */
function label({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replace(/\?.*$/, '').replace(/\d+/g, '…')}`;
}
