import { describe, expect, it } from 'vitest';
import cases from '../../../evals/routing/product-picks.json' with { type: 'json' };
import { builtInModel } from '../../../lib/models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import type { Utterance } from '../../../lib/models/llm.ts';
import { productPick, type ProductPick } from '../../../lib/stock-alerts/product-pick.ts';
import { demoProducts } from '../../../local/seed/products.ts';
import { aDecision } from './asking.ts';

const model = builtInModel({ embeddings: builtInEmbeddings() });

async function pick(
  text: string,
  history: readonly Utterance[] = [],
  records: readonly unknown[] = demoProducts,
): Promise<ProductPick> {
  const { value } = await model.decide(
    aDecision(productPick, { task: 'pick-product', text, history, records }),
  );
  return value;
}

describe('out of the whole demo shop', () => {
  const told = cases.map(async (one) => {
    const before = one.before.map(({ from, text }) => ({ from: from as Utterance['from'], text }));
    return { one, value: await pick(one.text, before) };
  });

  it('never another product or variant than the one that is meant is picked', async () => {
    const wrong = (await Promise.all(told)).filter(
      ({ one, value }) =>
        (value.sku !== null && value.sku !== one.sku) ||
        (value.variantSku !== null && value.variantSku !== one.variantSku),
    );
    expect(wrong.map(({ one, value }) => `${one.text} → ${value.sku} ${value.variantSku}`)).toEqual([]);
  });

  it('what is named is found, in all languages, with its variant', async () => {
    const missed = (await Promise.all(told)).filter(
      ({ one, value }) => value.sku !== one.sku || value.variantSku !== one.variantSku,
    );
    expect(missed.map(({ one, value }) => `${one.text} → ${value.sku} ${value.variantSku}`)).toEqual([]);
  });

  it('it is sure of what it picks and of nothing else', async () => {
    for (const { one, value } of await Promise.all(told)) {
      expect(value.confidence >= 0.6, one.text).toBe(value.sku !== null);
    }
  });
});

it('records of another form are none', async () => {
  expect(await pick('tell me when the lamp is back', [], [{ name: 'Lamp' }, 'Lamp', null])).toMatchObject({
    sku: null,
    variantSku: null,
  });
});
