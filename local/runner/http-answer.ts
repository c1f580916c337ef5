import { z } from 'zod';

/** What goes back over the wire. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer | string;
}

/** The short JSON answers that the HTTP API gives by itself. */
export function plainAnswer(status: number, message: string): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}

/** An RFC 9457 problem document. */
export function problem(status: number, title: string, detail: string): HttpAnswer {
  const document = { type: 'about:blank', title, status, detail };
  return { status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(document) };
}

/**
 * What an HTTP API makes of a function's result in payload format 2.0. A result without `statusCode` is the JSON body
 * of a 200; a result that has one but does not fit is a 500.
 */
export function fromResult(payload: string): HttpAnswer {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const parsed = structuredResult.safeParse(result);
  if (!parsed.success) return plainAnswer(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const answered: HttpAnswer['headers'] = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!hopByHop.has(name.toLowerCase())) answered[name.toLowerCase()] = String(value);
  }
  if (body !== '') answered['content-type'] ??= 'text/plain;charset=UTF-8';
  if (cookies.length > 0) answered['set-cookie'] = cookies;
  return {
    status: statusCode,
    headers: answered,
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

const structuredResult = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  isBase64Encoded: z.boolean().default(false),
});

/** These belong to one connection; the gateway sets its own. */
const hopByHop = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);
