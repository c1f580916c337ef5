import { z } from 'zod';

/**
 * Turns what a function wrote to its log into one short line for people: time, function, event, ids and figures.
 * Lines that are not JSON (a stack trace of Node) are passed on; dropped are lines that are only metrics, and webhooks
 * that Chatwoot sends around every message and that mean nothing to us: they would bury the turns.
 */
export function readableLogLine(functionName: string, line: string): string | undefined {
  const entry = parsed(line);
  if (entry === undefined)
    return line.trim() === '' ? undefined : `${clock(new Date())}  ${pad(functionName)}  ${line}`;
  if ('_aws' in entry || isEverydayWebhook(entry)) return undefined;
  const { timestamp, level, message, event, error, failure = error, ...rest } = entry;
  const at =
    typeof timestamp === 'string' && !Number.isNaN(Date.parse(timestamp)) ? new Date(timestamp) : new Date();
  const mark = level === 'ERROR' || level === 'CRITICAL' ? '✗ ' : level === 'WARN' ? '! ' : '';
  const what = text(event ?? message ?? '');
  const fields = Object.entries(rest)
    .filter(([name]) => !noise.has(name))
    .map(([name, value]) => `${name}=${text(value)}`);
  return [clock(at), pad(functionName), `${mark}${what}`, ...fields, ...failureText(failure)]
    .join('  ')
    .trimEnd();
}

/** What Powertools adds to every line and a person at one machine does not need. */
const noise = new Set([
  'service',
  'sampling_rate',
  'xray_trace_id',
  'cold_start',
  'coldStart',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
]);

function isEverydayWebhook({ event, because }: Record<string, unknown>): boolean {
  return event === 'webhook.ignored' && typeof because === 'string' && everyday.has(because);
}

const everyday = new Set(['delivery-status', 'conversation-detail', 'contact-detail', 'typing']);

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const failureSchema = z.looseObject({
  name: z.string().default('Error'),
  message: z.string().default(''),
  code: z.string().default(''),
  at: z.string().default(''),
  cause: z.unknown().optional(),
});

function failureText(failure: unknown): string[] {
  if (failure === undefined) return [];
  const parsed = failureSchema.safeParse(failure);
  if (!parsed.success) return [text(failure)];
  const { name, message, code, at, cause } = parsed.data;
  const said = [name, code, message, inSource.test(at) ? at : ''].filter((part) => part !== '').join(' ');
  return [said, ...causeTexts(cause)];
}

/** One part per cause that says something; those that do not are passed over for what lies behind them. */
function causeTexts(cause: unknown): string[] {
  const [said = '', ...behind] = failureText(cause);
  return saysNothing.has(said) ? behind : [`because ${said}`, ...behind];
}

const saysNothing = new Set(['', 'Error', 'TypeError', 'AggregateError', 'NotAnError']);

/** A place in a minified bundle tells nobody anything; `LOG=json` still has it. */
const inSource = /\.ts:\d+(:\d+)?\)?$/;

const pad = (name: string): string => name.padEnd(17);
const clock = (at: Date): string => at.toTimeString().slice(0, 8);
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
