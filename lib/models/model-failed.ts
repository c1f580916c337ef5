import { AppError } from '../runtime/errors.ts';
import { free, type Usage } from './llm.ts';

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
 * may do better, or the same one later. What was paid for until it failed is paid: `usage` says how much.
 */
export class ModelFailed extends AppError {
  override readonly name = 'ModelFailed';
  readonly retryable = true;
  readonly reason: ModelFailure;
  readonly model: string;
  /** Of all that was asked in vain, as far as the provider told. */
  readonly usage: Usage;

  constructor(model: string, reason: ModelFailure, { usage = free, ...options }: FailedOptions = {}) {
    super(`${model} gave no usable answer: ${reason}`, options);
    this.model = model;
    this.reason = reason;
    this.usage = usage;
  }

  /** The same failure, having cost this much. */
  costing(usage: Usage): ModelFailed {
    return new ModelFailed(this.model, this.reason, { cause: this.cause, usage });
  }
}

interface FailedOptions extends ErrorOptions {
  /** @default free */
  usage?: Usage;
}
