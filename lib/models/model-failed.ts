import { AppError } from '../runtime/errors.ts';

/** Why a model gave no usable answer. A closed list: it goes into logs and figures. */
export type ModelFailure =
  | 'timeout'
  | 'unreachable'
  | 'rate-limited'
  | 'overloaded'
  | 'server-error'
  /** The key is wrong or may not use this model. */
  | 'not-allowed'
  /** The provider says the request is wrong, e.g. an unknown model or too long a conversation. */
  | 'bad-request'
  /** The answer was cut off at the longest allowed length. */
  | 'truncated'
  /** The answer is no JSON, or not of the form asked for. */
  | 'malformed'
  /** The model refused to answer. */
  | 'refused'
  /** It asked for tools again and again and never answered. */
  | 'too-many-rounds'
  /** Whoever asked does not want the answer any more. */
  | 'cancelled';

/**
 * A model gave no usable answer. Its message names the model and the reason, never what anybody wrote. Another model
 * may do better, or the same one later.
 */
export class ModelFailed extends AppError {
  override readonly name = 'ModelFailed';
  readonly retryable = true;
  readonly reason: ModelFailure;
  readonly model: string;

  constructor(model: string, reason: ModelFailure, options?: ErrorOptions) {
    super(`${model} gave no usable answer: ${reason}`, options);
    this.model = model;
    this.reason = reason;
  }
}
