import { expect, it } from 'vitest';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import { shippedEmbeddings } from '../../local/seed/shipped-vectors.ts';
import { shopTexts } from '../../local/seed/shop-texts.ts';

it('the demo shop gets the vectors the built-in embeddings make; if not, run node local/seed/write-vectors.ts', async () => {
  const own = builtInEmbeddings();
  const shipped = shippedEmbeddings();
  expect([shipped.id, shipped.dimensions]).toEqual([own.id, own.dimensions]);
  const texts = [...shopTexts(), 'a text of nobody'];
  const [made, known] = [await own.embed(texts), await shipped.embed(texts)];
  const furthest = made.map((vector, at) =>
    Math.max(...vector.map((value, index) => Math.abs(value - known[at]![index]!))),
  );
  // What 16 bits round away; the database rounds more.
  expect(texts.filter((_, at) => furthest[at]! > 0.0001)).toEqual([]);
}, 60_000);
