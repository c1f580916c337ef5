import type { LanguageModel } from './llm.ts';
import { ModelFailed } from './model-failed.ts';

/** Told of everything that has to be paid for, US dollars. */
export type Paid = (usd: number) => void;

/** The same model; what it costs is told, also of answers that were no use or that nobody wanted any more. */
export function metered(model: LanguageModel, paid: Paid): LanguageModel {
  const telling = async <T extends { usage: { costUsd: number } }>(asked: Promise<T>): Promise<T> => {
    try {
      const answer = await asked;
      paid(answer.usage.costUsd);
      return answer;
    } catch (error) {
      if (error instanceof ModelFailed) paid(error.usage.costUsd);
      throw error;
    }
  };
  return {
    id: model.id,
    decide: (question) => telling(model.decide(question)),
    converse: (request) => telling(model.converse(request)),
  };
}
