import { describe, expect, it } from 'vitest';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import { cosine } from '../../../lib/models/built-in/text.ts';
import { hostileTexts } from './hostile-texts.ts';

describe('the embeddings that come with the shop', () => {
  const embeddings = builtInEmbeddings();

  it('put sentences of one meaning nearer than sentences of another', async () => {
    const [asked = [], same = [], other = []] = await embeddings.embed([
      'when will my parcel arrive',
      'the delivery date of my package',
      'this vase is blue',
    ]);
    expect(asked).toHaveLength(embeddings.dimensions);
    expect(cosine(asked, same)).toBeGreaterThan(cosine(asked, other) + 0.2);
  });

  it('give a text the same vector alone and among others', async () => {
    const texts = Array.from({ length: 40 }, (_, at) => `lamp number ${at} with a shade`);
    const together = await embeddings.embed(texts);
    const [alone = []] = await embeddings.embed([texts[37]!]);
    expect(together).toHaveLength(40);
    expect(cosine(together[37]!, alone)).toBeCloseTo(1, 5);
  });

  it('answer nothing with nothing', async () => {
    expect(await embeddings.embed([])).toEqual([]);
  });

  it('survive whatever a customer sends', async () => {
    for (const vector of await embeddings.embed(hostileTexts.map(({ text }) => text))) {
      expect(vector).toHaveLength(512);
      expect(vector.every(Number.isFinite)).toBe(true);
    }
  });

  it('load again after a failed start', async () => {
    let attempts = 0;
    const flaky = builtInEmbeddings(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('disk not ready');
      return { embed: async (texts: string[]) => texts.map(() => [1]) };
    });
    await expect(flaky.embed(['a'])).rejects.toThrow('disk not ready');
    expect(await flaky.embed(['a'])).toEqual([[1]]);
    expect(await flaky.embed(['b'])).toEqual([[1]]);
    expect(attempts).toBe(2);
  });
});
