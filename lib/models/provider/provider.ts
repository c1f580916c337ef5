import type { Secret } from '../../config/secret.ts';
import type { Log } from '../../runtime/telemetry.ts';
import type { ModelFailure } from '../model-failed.ts';
import type { Patience } from '../patience.ts';
import type { CostOf, Tokens } from '../prices.ts';
import type { Material } from './material.ts';
import type { JsonSchema } from './strict-schema.ts';

/** What a model at a provider needs. */
export interface ProviderModelOptions {
  /** The provider's name for it, e.g. `claude-sonnet-5-5`. */
  modelId: string;
  apiKey: Secret;
  /** Where the provider is, in the form its own SDK takes; without it, where it always is. */
  baseUrl?: string | undefined;
  log: Log;
  /** Is given the id with the provider's name. */
  costOf: CostOf;
  /** Tests hand in a short one. */
  patience?: Patience | undefined;
}

/** A tool as a provider is told of it. */
export interface ToolOffer {
  name: string;
  description: string;
  input: JsonSchema;
}

/** Everything a provider is told when a talk begins. */
export interface Question {
  promptVersion: string;
  material: Material;
  /** The form of the final answer. */
  form: JsonSchema;
  tools: readonly ToolOffer[];
  longestAnswer: number;
}

/** A tool the model asks for. `input` is undefined when it is no JSON. */
export interface WantedCall {
  id: string;
  name: string;
  input: unknown;
}

/** What came of a wanted call, in the words for the model. */
export interface CallResult {
  id: string;
  text: string;
  failed: boolean;
}

/** What a model said: calls it wants to be made, or, when there are none, its answer. */
export interface Spoken {
  text: string;
  calls: readonly WantedCall[];
}

/** What a provider sent. It is paid for also when it is of no use, as an answer that was cut off. */
export type Heard = { tokens: Tokens } & ({ spoken: Spoken } | { failure: ModelFailure });

/** One exchange with a provider, which keeps what was said so far. */
export interface Talk {
  /** Sends what was said so far. Throws ModelFailed when nothing came that could be read. */
  ask(signal: AbortSignal): Promise<Heard>;
  /** Adds the results of all calls of the last round. */
  addResults(results: readonly CallResult[]): void;
  /** Adds a remark of ours. */
  addRemark(text: string): void;
}

/** The part of a model that speaks one vendor's protocol. */
export interface Provider {
  /** With the vendor's name, e.g. `anthropic:claude-sonnet-5-5`. */
  readonly id: string;
  /** Begins a talk. Nothing is sent, and no SDK loaded, before something is asked. */
  open(question: Question): Talk;
}
