import type { z } from 'zod';

/** What a question to a model cost. Tokens are 0 and money is 0 for the built-in model. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** US dollars. */
  costUsd: number;
}

/** A model's answer, with the id of the model that gave it (`built-in`, later `anthropic:…`, `openai:…`). */
export interface Answered<T> {
  value: T;
  model: string;
  usage: Usage;
}

/** One message of the conversation as a model may see it. `text` is untrusted data, never instructions. */
export interface Utterance {
  from: 'customer' | 'shop' | 'person';
  text: string;
}

/** One question with a structured answer. `task` names what is asked; the answer is parsed with `schema`. */
export interface Decision<T> {
  task: 'route';
  /** What the customer wrote and has had no answer to, oldest first. */
  text: string;
  history: readonly Utterance[];
  schema: z.ZodType<T>;
}

/**
 * A read-only capability given to a model. It acts for the customer of this conversation, bound in code:
 * the model passes search words and product ids, never recipients, addresses or SQL.
 */
export interface Tool {
  name: string;
  description: string;
  input: z.ZodType;
  /** Runs the tool. The result is plain JSON. Throws MalformedInput if `input` does not fit. */
  run(input: unknown): Promise<unknown>;
}

/** A request for an answer in words, with tools to look things up. */
export interface ConverseRequest {
  text: string;
  history: readonly Utterance[];
  /** BCP 47 language tag to answer in, e.g. `en`, `es`. */
  language: string;
  shopName: string;
  tools: readonly Tool[];
}

/** One fact stated in a reply and the record it came from. */
export interface Claim {
  /** The words of the reply that state the fact, verbatim. */
  text: string;
  /** Id of the record as a tool result gave it, e.g. `product:LAMP-OAK`. */
  recordId: string;
}

/** What a model answers a customer. `unknown` means it found nothing it may say: a person must take over. */
export type Reply =
  | { kind: 'answer'; text: string; claims: readonly Claim[]; confidence: number }
  | { kind: 'unknown'; reason: string };

/** A tool call that was made while answering, in order. */
export interface ToolCall {
  name: string;
  input: unknown;
  result: unknown;
}

/** Anything that can decide and converse: the built-in model, or a provider. */
export interface LanguageModel {
  readonly id: string;
  /** Throws UpstreamUnavailable when another attempt may succeed, MalformedInput when the answer does not parse. */
  decide<T>(question: Decision<T>): Promise<Answered<T>>;
  /** Throws UpstreamUnavailable when another attempt may succeed. Errors of a tool are passed on. */
  converse(request: ConverseRequest): Promise<Answered<Reply> & { toolCalls: readonly ToolCall[] }>;
}

/** Turns texts into vectors of `dimensions` numbers, one per text, in order. */
export interface EmbeddingModel {
  readonly id: string;
  readonly dimensions: number;
  embed(texts: readonly string[]): Promise<number[][]>;
}
