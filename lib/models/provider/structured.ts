import type { z } from 'zod';
import { ModelFailed } from '../model-failed.ts';

/** Reads a model's final answer. Throws ModelFailed when it is not of the form asked for. */
export function structured<T>(model: string, text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(model, text));
  if (parsed.success) return parsed.data;
  throw new ModelFailed(model, 'malformed', { cause: parsed.error });
}

function jsonOf(model: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelFailed(model, 'malformed', { cause: error });
  }
}
