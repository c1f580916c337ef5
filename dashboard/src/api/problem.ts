/** Something that the API refused or could not do, in a sentence for the person in front of the page. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** What is wrong with which field or line, where the API said so. */
  readonly errors: readonly string[];

  constructor(status: number, sentence: string, errors: readonly string[] = []) {
    super(sentence);
    this.status = status;
    this.errors = errors;
  }
}

/** Reads the problem document of a refused request (RFC 9457); what is none still gives a sentence. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const detail = textOf(body, 'detail') ?? sentences.get(response.status) ?? 'Frontdesk could not do that.';
  return new ApiProblem(response.status, detail, errorsOf(body));
}

/** What to tell the person about any failure. */
export function sentenceOf(failure: unknown): string {
  if (failure instanceof ApiProblem)
    return failure.errors.length > 0
      ? 'This cannot be taken as it is; nothing was changed.'
      : failure.message;
  return 'Frontdesk does not answer. Check that it runs and that you are connected; this page keeps trying.';
}

const sentences = new Map([
  [403, 'Your role may look at this, but not do it.'],
  [404, 'There is no such thing, or it is gone.'],
  [413, 'That is too large: ten megabytes are the most.'],
  [429, 'That was too much at once. Wait a moment and try again.'],
  [503, 'Frontdesk is busy or starting. Try again in a moment.'],
]);

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
