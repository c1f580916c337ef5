import { Unreachable } from './reach.ts';

/** Something that the API refused or could not do, in a sentence for the person in front of the page. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** What is wrong with which field or line, where the API said so. */
  readonly errors: readonly string[];

  constructor(status: number, sentence: string, errors: readonly string[] = [], options?: ErrorOptions) {
    super(sentence, options);
    this.status = status;
    this.errors = errors;
  }
}

/** Reads the problem document of a refused request (RFC 9457); what is none still gives a sentence. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body = jsonOrNothing(await response.text());
  const detail = textOf(body, 'detail') ?? sentences.get(response.status) ?? couldNot(response.status);
  return new ApiProblem(response.status, detail, errorsOf(body));
}

/** What to tell the person about any failure. */
export function sentenceOf(failure: unknown): string {
  if (failure instanceof Unreachable)
    return 'Frontdesk does not answer. Check that it runs and that you are connected; this page keeps trying.';
  if (!(failure instanceof ApiProblem))
    return 'This page broke while doing that. Load it again; the browser’s console says what happened.';
  return failure.errors.length > 0 ? 'This cannot be taken as it is; nothing was changed.' : failure.message;
}

/** Whether it is neither an answer nor the lack of one, but a fault of the page itself. */
export function isOwnFault(failure: unknown): boolean {
  return !(failure instanceof ApiProblem || failure instanceof Unreachable);
}

const sentences = new Map([
  [401, 'You are not signed in any more.'],
  [403, 'Your role may look at this, but not do it.'],
  [404, 'There is no such thing, or it is gone.'],
  // Said by the gateway: a function takes 6 MB, of which a file fills three quarters (base64). The API says its own bounds.
  [413, 'That is too large: four megabytes are the most, of products after packing. Send it in parts.'],
  [429, 'That was too much at once. Wait a moment and try again.'],
  [500, 'Something went wrong inside Frontdesk. Its log says what; try again.'],
  [503, 'Frontdesk is busy or starting. Try again in a moment.'],
]);

function couldNot(status: number): string {
  return `Frontdesk could not do that (${status}).`;
}

/** What stands between us and the API answers in its own words now and then, which are no JSON. */
function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function errorsOf(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors))
    return [];
  const errors: unknown[] = body.errors;
  return errors.map(
    (error) => [placeOf(error), textOf(error, 'message')].filter(Boolean).join(': ') || 'cannot be taken',
  );
}

function placeOf(error: unknown): string | undefined {
  if (typeof error === 'object' && error !== null && 'line' in error) return `Line ${String(error.line)}`;
  return textOf(error, 'path');
}

function textOf(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
