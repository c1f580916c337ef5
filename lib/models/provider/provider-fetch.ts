import { longestRetryPauseMs } from '../patience.ts';

/**
 * `fetch` for an SDK. An SDK obeys `retry-after` however long it is; a pause we would not sit out is turned into "do not
 * retry", so that a rate limit is known at once as what it is and not, much later, as a time-out. And a success that is
 * no JSON, such as the page of a proxy, is declared to be JSON, so that it fails as what it is where it is read.
 */
export async function providerFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.ok) {
    return isJson(response) ? response : withHeader(response, 'content-type', 'application/json');
  }
  const tooLong = pauseMs(response.headers) > longestRetryPauseMs;
  return tooLong ? withHeader(response, 'x-should-retry', 'false') : response;
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.includes('json') ?? false;
}

function withHeader(response: Response, name: string, value: string): Response {
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set(name, value);
  return new Response(response.body, { status, statusText, headers });
}

function pauseMs(headers: Headers): number {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null) return Number.parseFloat(milliseconds);
  const pause = headers.get('retry-after');
  if (pause === null) return 0;
  // A date is for somebody who has time.
  return /^[\d.]+$/.test(pause) ? Number.parseFloat(pause) * 1000 : Number.POSITIVE_INFINITY;
}
