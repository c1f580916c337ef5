import { expect, it } from 'vitest';
import { embeddedProductText, productInput } from '../../lib/catalog/product.ts';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import { embeddedAhead } from '../../local/seed/embedded-ahead.ts';
import { demoProducts } from '../../local/seed/products.ts';

it('the demo shop gets the vectors of the built-in embeddings, whether made ahead or not', async () => {
  const [first, second] = demoProducts.map((given) => embeddedProductText(productInput.parse(given), ''));
  const texts = [first!, 'a text of nobody', second!, 'another'];
  const own = builtInEmbeddings();
  const ahead = embeddedAhead();
  expect(ahead.id).toBe(own.id);
  expect(await ahead.embed(texts)).toEqual(await own.embed(texts));
}, 60_000);
