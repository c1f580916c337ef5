import { describe, expect, it } from 'vitest';
import { questionEmbeddings } from '../../lib/models/question-embeddings.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';

/** Embeddings that are counted, can be down, and a clock. */
function counted() {
  const shop = { at: 0, isDown: false, asked: [] as string[] };
  const embeddings = questionEmbeddings(
    {
      id: 'counted',
      dimensions: 1,
      async embed(texts) {
        shop.asked.push(...texts);
        await Promise.resolve();
        if (shop.isDown) throw new UpstreamUnavailable('down');
        return texts.map((text) => [text.length]);
      },
    },
    { now: () => shop.at },
  );
  return Object.assign(shop, { embeddings, ask: (text: string) => embeddings.embed([text]) });
}

describe('the vector of a question', () => {
  it('is made once for the searches of one turn', async () => {
    const shop = counted();
    expect(await Promise.all([shop.ask('lamp'), shop.ask('lamp')])).toEqual([[[4]], [[4]]]);
    expect(await shop.ask('lamp')).toEqual([[4]]);
    expect(shop.asked).toEqual(['lamp']);
  });

  it('is forgotten after a few others, so that no customer’s words stay', async () => {
    const shop = counted();
    for (const text of ['lamp', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'lamp']) await shop.ask(text);
    expect(shop.asked.filter((text) => text === 'lamp')).toHaveLength(2);
  });

  it('is asked for again after a failure', async () => {
    const shop = counted();
    shop.isDown = true;
    await expect(Promise.all([shop.ask('lamp'), shop.ask('lamp')])).rejects.toThrow('down');
    expect(shop.asked).toEqual(['lamp']);
    shop.isDown = false;
    expect(await shop.ask('lamp')).toEqual([[4]]);
  });

  it('is not asked for during half a minute after two failures, so that customers do not wait in vain', async () => {
    const shop = counted();
    shop.isDown = true;
    await expect(shop.ask('one')).rejects.toThrow('down');
    await expect(shop.ask('two')).rejects.toThrow('down');
    shop.at += 29_999;
    await expect(shop.ask('three')).rejects.toThrow(UpstreamUnavailable);
    expect(shop.asked).toEqual(['one', 'two']);
    shop.at += 1;
    shop.isDown = false;
    expect(await shop.ask('three')).toEqual([[5]]);
    expect(await shop.ask('four')).toEqual([[4]]);
  });

  it('leaves several texts at once alone', async () => {
    const shop = counted();
    expect(await shop.embeddings.embed(['a', 'bb'])).toEqual([[1], [2]]);
    expect(await shop.embeddings.embed([])).toEqual([]);
  });
});
