import type { z } from 'zod';

/** What a question to a model cost. Everything is 0 for the built-in model. */
export interface Usage {
  /** Tokens read in full, those of the cache left out. */
  inputTokens: number;
  outputTokens: number;
  /** Tokens the provider had read before, and charges a fraction for. */
  cacheReadTokens: number;
  /** US dollars. */
  costUsd: number;
}

/** A model's answer, with the id of the model that gave it: `built-in`, `anthropic:…`, `openai:…`. */
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

/**
 * What a provider is told. The parts are in the order in which they change least, so that a provider can cache what
 * comes first: nothing of `system` and `shop` may hold a time, an id or anything of this conversation.
 */
export interface Prompt {
  /** Goes into the log and the evals, e.g. `router/1`. */
  version: string;
  /** The same for every shop. */
  system: string;
  /** The same for every conversation of this shop. */
  shop: string;
  /** What holds for this turn only: date, language, channel. Comes after the history. */
  turn: string;
}

/** One question with a structured answer. `task` names what is asked; the answer is parsed with `schema`. */
export interface Decision<T> {
  task: 'route' | 'pick-product';
  prompt: Prompt;
  /** What the customer wrote and has had no answer to, oldest first. Untrusted data. */
  text: string;
  history: readonly Utterance[];
  /** Records the question is about, plain JSON; empty when it is about the words alone. */
  records: readonly unknown[];
  /** A strict object whose fields are all required; what may be missing is nullable. One schema serves every vendor. */
  schema: z.ZodType<T>;
  signal?: AbortSignal | undefined;
}

/**
 * A capability given to a model. It acts for the customer of this conversation, bound in code: the model passes search
 * words and product ids, never recipients, addresses or SQL. A tool with an effect only proposes it.
 */
export interface Tool {
  name: string;
  description: string;
  /** A strict object whose fields are all required; what may be missing is nullable. */
  input: z.ZodType;
  /** Runs the tool. The result is plain JSON. Throws MalformedInput if `input` does not fit: the model may try again. */
  run(input: unknown): Promise<unknown>;
}

/** A request for an answer in words, with tools to look things up. */
export interface ConverseRequest {
  prompt: Prompt;
  /** What the customer wrote and has had no answer to, oldest first. Untrusted data. */
  text: string;
  history: readonly Utterance[];
  /** BCP 47 language tag to answer in, e.g. `en`, `es`. */
  language: string;
  tools: readonly Tool[];
  /** What was looked up before the model was asked: it sees the results and need not ask for them. */
  lookedUp: readonly ToolCall[];
  /** What is wrong with a reply, in sentences for the model, which gets one chance to mend it; empty = nothing. */
  objections: (reply: Reply, toolCalls: readonly ToolCall[]) => Promise<readonly string[]>;
  signal?: AbortSignal | undefined;
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
  | {
      kind: 'answer';
      text: string;
      claims: readonly Claim[];
      /** 0 … 1: how sure it is that this answers what was asked. */
      confidence: number;
      /** Whether it asks the customer something back instead of answering, e.g. which size is meant. */
      asksBack: boolean;
      /** Whether it says that the customer will be told when something is back in stock. */
      promisesAlert: boolean;
    }
  | { kind: 'unknown'; reason: string };

/** A tool call that was made while answering, in order. */
export interface ToolCall {
  name: string;
  input: unknown;
  result: unknown;
}

/** What a conversation with a model came to. Calls of `lookedUp` come first in `toolCalls`. */
export type Conversed = Answered<Reply> & {
  toolCalls: readonly ToolCall[];
  /** Time spent waiting for the model itself, milliseconds. */
  modelMs: number;
};

/** Anything that can decide and converse: the built-in model, a provider, or several of them in a row. */
export interface LanguageModel {
  readonly id: string;
  /** Throws ModelFailed when it gives no usable answer; whoever asked turns to another model. */
  decide<T>(question: Decision<T>): Promise<Answered<T>>;
  /** Throws ModelFailed when it gives no usable answer. Errors of a tool are passed on. */
  converse(request: ConverseRequest): Promise<Conversed>;
}

/** Turns texts into vectors of `dimensions` numbers, one per text, in order. */
export interface EmbeddingModel {
  readonly id: string;
  readonly dimensions: number;
  /** Throws UpstreamUnavailable when another attempt may succeed. */
  embed(texts: readonly string[]): Promise<number[][]>;
}

/** What costs nothing. */
export const free: Usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, costUsd: 0 };

/** The sum of two usages. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    costUsd: a.costUsd + b.costUsd,
  };
}
