import type { HttpRequest } from '../http.ts';
import { Problem } from './problem.ts';

const mebibyte = 1024 * 1024;

/** The JSON of a request's body, not yet checked against any schema; or why there is none. */
export function readJson(request: HttpRequest): { json: unknown } | Problem {
  const { rawBody } = request;
  if (mediaType(request) !== 'application/json') {
    return new Problem(415, 'Send JSON, with the header content-type: application/json.');
  }
  if (rawBody.length > mebibyte) return new Problem(413, 'Send at most 1 MiB.');
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
    return { json };
  } catch {
    // The parser's message would quote the body.
    return new Problem(400, 'The body is no JSON. Send one JSON object in UTF-8.');
  }
}

/** What a request says its body is, without parameters and in lower case. */
export function mediaType({ headers }: HttpRequest): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase();
}
