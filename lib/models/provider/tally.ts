import type { Usage } from '../llm.ts';
import { ModelFailed } from '../model-failed.ts';
import type { CostOf, Tokens } from '../prices.ts';
import type { Provider, Question, Spoken, Talk } from './provider.ts';

/** A talk that knows what it has cost so far. */
export interface TalliedTalk {
  /** Throws ModelFailed when what came is no answer. */
  ask(signal: AbortSignal): Promise<Spoken>;
  addResults: Talk['addResults'];
  addRemark: Talk['addRemark'];
  /** Usage of all rounds, and the time spent waiting for the provider in whole milliseconds. */
  total(): { usage: Usage; ms: number };
}

interface TallyDeps {
  provider: Provider;
  costOf: CostOf;
}

/** Opens a talk and counts its tokens, money and time. */
export function tallied({ provider, costOf }: TallyDeps, question: Question): TalliedTalk {
  const talk = provider.open(question);
  let tokens: Tokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  let waited = 0;
  return {
    addResults: (results) => talk.addResults(results),
    addRemark: (text) => talk.addRemark(text),
    async ask(signal) {
      const asked = performance.now();
      const heard = await talk.ask(signal);
      waited += performance.now() - asked;
      tokens = sum(tokens, heard.tokens);
      if ('failure' in heard) throw new ModelFailed(provider.id, heard.failure);
      return heard.spoken;
    },
    total: () => ({ usage: usageOf(tokens, costOf(provider.id, tokens)), ms: Math.round(waited) }),
  };
}

/** Tokens that were put into the cache were read in full, so they count as such. */
function usageOf(tokens: Tokens, costUsd: number): Usage {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokens;
  return { inputTokens: inputTokens + cacheWriteTokens, outputTokens, cacheReadTokens, costUsd };
}

function sum(a: Tokens, b: Tokens): Tokens {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  };
}
