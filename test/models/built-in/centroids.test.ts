import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import examples from '../../../evals/routing/examples.json' with { type: 'json' };
import { centroidModel, centroidOf, pack } from '../../../lib/models/built-in/centroids.ts';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import { intents } from '../../../lib/models/built-in/lexicons/lexicon.ts';
import { cosine } from '../../../lib/models/built-in/text.ts';

const embeddings = builtInEmbeddings();
const file = fileURLToPath(new URL('../../../lib/models/built-in/routing-centroids.json', import.meta.url));

// After a change of evals/routing/examples.json: UPDATE_CENTROIDS=1 npx vitest run test/models/built-in/centroids.test.ts
it('the stored centroids are those of the example sentences', { timeout: 120_000 }, async () => {
  const fresh = new Map<string, number[]>();
  for (const intent of intents) fresh.set(intent, mean(await embeddings.embed(examples[intent])));
  if (process.env['UPDATE_CENTROIDS'] === '1') {
    const vectors = Object.fromEntries([...fresh].map(([intent, vector]) => [intent, pack(vector)]));
    await writeFile(file, `${JSON.stringify({ model: embeddings.id, vectors }, undefined, 2)}\n`);
    return;
  }
  expect(centroidModel).toBe(embeddings.id);
  for (const intent of intents) {
    expect(centroidOf(intent), intent).toHaveLength(embeddings.dimensions);
    expect(cosine(centroidOf(intent), fresh.get(intent)!), intent).toBeGreaterThan(0.9999);
  }
});

it('every intent has at least fifteen examples', () => {
  for (const intent of intents) expect(examples[intent].length, intent).toBeGreaterThanOrEqual(15);
});

function mean(vectors: readonly (readonly number[])[]): number[] {
  const sum = vectors[0]!.map((_, at) => vectors.reduce((total, vector) => total + vector[at]!, 0));
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}
