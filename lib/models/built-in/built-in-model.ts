import { BadSetting } from '../../runtime/errors.ts';
import { free, type EmbeddingModel, type LanguageModel } from '../llm.ts';
import { ModelFailed } from '../model-failed.ts';
import { answer } from './answer/answer.ts';
import { lookupWith } from './answer/records.ts';
import { centroidModel } from './centroids.ts';
import { warmLanguages } from './language.ts';
import { pickProduct } from './picking/pick-product.ts';
import { route } from './routing.ts';

/**
 * The model that needs no key and no network: it routes by rules and closeness, and answers by quoting or not at all.
 * Throws BadSetting if the embeddings are not those its examples were measured with.
 */
export function builtInModel({ embeddings }: { embeddings: EmbeddingModel }): LanguageModel {
  const id = 'built-in';
  if (embeddings.id !== centroidModel) {
    throw new BadSetting(
      `The built-in model routes with the embeddings ${centroidModel}; give it builtInEmbeddings().`,
    );
  }
  return {
    id,
    async decide({ task, text, history, records, schema }) {
      const decided =
        task === 'route'
          ? await route({ embeddings }, { text, history })
          : await pickProduct({ text, history, records });
      const parsed = schema.safeParse(decided);
      if (parsed.success) return { value: parsed.data, model: id, usage: free };
      throw new ModelFailed(id, 'malformed', { cause: parsed.error });
    },
    async converse(request) {
      const started = performance.now();
      const lookup = lookupWith(request.tools);
      const value = await answer({ embeddings, lookup }, request);
      return { value, model: id, usage: free, toolCalls: lookup.calls, modelMs: performance.now() - started };
    },
  };
}

/** Loads weights and word lists, so that the first customer after a start does not wait for them. */
export async function warmBuiltIn({ embeddings }: { embeddings: EmbeddingModel }): Promise<void> {
  await Promise.all([embeddings.embed(['hello']), warmLanguages()]);
}
