/** Base of every failure we throw on purpose. `retryable` tells the queue worker whether another attempt may succeed. */
export abstract class AppError extends Error {
  /** Whether doing the same thing again later may succeed. */
  abstract readonly retryable: boolean;
}

/** What knows that it cannot heal does not get further attempts; what says nothing about itself does. */
export function isWorthAnotherTry(error: unknown): boolean {
  return !(error instanceof Error && 'retryable' in error && error.retryable === false);
}

/** A system we depend on did not answer, refused for now, or answered with a server error. */
export class UpstreamUnavailable extends AppError {
  override readonly name = 'UpstreamUnavailable';
  readonly retryable = true;
  /** Seconds the other side asked us to wait, if it did. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options?: { cause?: unknown; retryAfterSeconds?: number | undefined }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** A request whose fate is unknown: it may have been carried out. Look before doing it again. */
export class AmbiguousOutcome extends AppError {
  override readonly name = 'AmbiguousOutcome';
  readonly retryable = true;
}

/** The other side understood and refused. Repeating the same request cannot help. */
export class UpstreamRefused extends AppError {
  override readonly name = 'UpstreamRefused';
  readonly retryable = false;
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Somebody else moved the item we had read. Read again and decide again. */
export class Conflict extends AppError {
  override readonly name = 'Conflict';
  readonly retryable = true;
}

/** A setting is missing or has no usable value. The message names the setting and never shows a value. */
export class BadSetting extends AppError {
  override readonly name = 'BadSetting';
  readonly retryable = false;
}

/** What was to be stored is more than the store takes. Storing the same again cannot help. */
export class NotStorable extends AppError {
  override readonly name = 'NotStorable';
  readonly retryable = false;
}

/** Something arrived that has not the agreed form. The message says where, never what it contained. */
export class MalformedInput extends AppError {
  override readonly name = 'MalformedInput';
  readonly retryable = false;
}
