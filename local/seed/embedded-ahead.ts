import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import type { EmbeddingModel } from '../../lib/models/llm.ts';

/**
 * The built-in embeddings, which make the vectors of the demo shop at once and on a thread of their own: three seconds
 * of one core that a first start spends on its database anyway. Whatever else is asked for, or cannot be had from there,
 * is made when it is asked for.
 */
export function embeddedAhead(): EmbeddingModel {
  const own = builtInEmbeddings();
  const ahead = vectorsOfDemoShop().catch(() => new Map<string, number[]>());
  return {
    ...own,
    async embed(texts) {
      const known = await ahead;
      const others = texts.filter((text) => !known.has(text));
      const made = (await own.embed(others)).values();
      return texts.map((text) => known.get(text) ?? made.next().value ?? []);
    },
  };
}

const told = z.array(z.tuple([z.string(), z.array(z.number())]));

function vectorsOfDemoShop(): Promise<Map<string, number[]>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./vectors-worker.ts', import.meta.url));
    worker.once('message', (message: unknown) => {
      const parsed = told.safeParse(message);
      if (parsed.success) resolve(new Map(parsed.data));
      else reject(parsed.error);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread ended without telling vectors.')));
  });
}
