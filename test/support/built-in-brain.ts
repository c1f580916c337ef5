import { z } from 'zod';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import { builtInModel } from '../../lib/models/built-in/built-in-model.ts';
import type { Tool, Utterance } from '../../lib/models/llm.ts';
import type { ModelRequest } from './model-request.ts';
import { anAnswer, type Brain, type ModelReply } from './model-server.ts';

/**
 * Thinks as the built-in model does, behind a provider's protocol: what it wants to look up it asks for as a provider's
 * model would, and answers once it has all results. So the same journeys can be gone with every provider.
 */
export function builtInBrain(): Brain {
  const model = builtInModel({ embeddings: builtInEmbeddings() });
  return async (request) => {
    const question = {
      prompt: { version: 'brain', system: '', shop: '', turn: '' },
      text: request.text,
      history: request.history.map(utterance),
    };
    if (request.task === 'route' || request.task === 'pick-product') {
      const { task, records } = request;
      return { json: (await model.decide({ ...question, task, records, schema: z.unknown() })).value };
    }
    return converse(model, question, request);
  };
}

async function converse(
  model: ReturnType<typeof builtInModel>,
  question: { prompt: any; text: string; history: Utterance[] },
  request: ModelRequest,
): Promise<ModelReply> {
  const missing: { name: string; input: unknown }[] = [];
  const known = new Map(
    [
      ...request.lookedUp.map(({ tool, input, result }) => ({ name: tool, input, result })),
      ...request.results,
    ].map(({ name, input, result }) => [callKey(name, input), result]),
  );
  const tools = request.tools.map((name): Tool => ({
    name,
    description: '',
    input: z.unknown(),
    run(input) {
      const result = known.get(callKey(name, input));
      if (result === undefined) missing.push({ name, input });
      return Promise.resolve(result ?? { items: [] });
    },
  }));
  const { value } = await model.converse({
    ...question,
    language: request.language ?? 'en',
    tools,
    lookedUp: [],
    objections: () => Promise.resolve([]),
  });
  if (missing.length > 0) return { calls: missing };
  if (value.kind === 'unknown') return anAnswer(null, { reason: value.reason });
  const { claims, confidence, asksBack, promisesAlert } = value;
  return anAnswer(value.text, { claims, confidence, asksBack, promisesAlert });
}

function callKey(name: string, input: unknown): string {
  return `${name}:${JSON.stringify(input)}`;
}

function utterance({ by, text }: { by: string; text: string }): Utterance {
  return { from: by === 'customer' ? 'customer' : by === 'person' ? 'person' : 'shop', text };
}
