import { expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import type { ProductInput } from '../../lib/catalog/product.ts';
import { searchProducts } from '../../lib/catalog/retrieval.ts';
import { MalformedInput } from '../../lib/runtime/errors.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { wordVectors } from './word-vectors.ts';

export function aProduct(overrides: Partial<ProductInput> = {}): ProductInput {
  return {
    sku: 'LAMP-OAK',
    name: 'Oak table lamp',
    priceCents: 8900,
    currency: 'EUR',
    stock: 4,
    ...overrides,
  };
}

const rug = aProduct({
  sku: 'RUG-WOOL',
  name: 'Woollen rug',
  description: 'Woven by hand.',
  priceCents: 24_900,
});
const terracotta = { sku: 'COVER-TER', name: 'Terracotta', priceCents: 12_900, stock: 0 };
const sand = { sku: 'COVER-SAND', name: 'Sand', priceCents: 11_900, stock: 3 };
const cover = aProduct({
  sku: 'COVER',
  name: 'Linen duvet cover',
  category: 'Bedroom',
  url: 'https://shop.example/cover',
  variants: [terracotta, sand],
});

/** What the catalogue promises about products, on every Postgres. */
export function productsContract(aDb: () => Promise<Database>): void {
  const aCatalog = async (...products: ProductInput[]) => {
    const catalog = { db: await aDb(), embeddings: wordVectors(), log: () => {} };
    await upsertProducts(catalog, products);
    catalog.embeddings.embedded.length = 0;
    return catalog;
  };

  it('finds a product with everything an answer may say of it', async () => {
    const catalog = await aCatalog(aProduct(), rug, cover);
    const [first] = await searchProducts(catalog, { query: 'linen duvet cover', limit: 5 });
    expect(first).toEqual({
      id: 'product:COVER',
      sku: 'COVER',
      name: 'Linen duvet cover',
      description: '',
      priceCents: 8900,
      currency: 'EUR',
      // What its variants have together: the import's own number is another one.
      stock: 3,
      url: 'https://shop.example/cover',
      category: 'Bedroom',
      variants: [
        { sku: 'COVER-TER', name: 'Terracotta', priceCents: 12_900, stock: 0 },
        { sku: 'COVER-SAND', name: 'Sand', priceCents: 11_900, stock: 3 },
      ],
      rank: 1,
      score: expect.closeTo(Math.sqrt(3 / 6), 2),
      matchedWords: true,
    });
  });

  it.each([
    ['its plural', 'Do you have oak lamps?', 'LAMP-OAK'],
    ['its SKU', 'price of rug-wool', 'RUG-WOOL'],
    ['the name of a variant', 'anything in terracotta?', 'COVER'],
    ['words the customer quotes', `"woven" & 'hand' | !x :* \\ <->`, 'RUG-WOOL'],
  ])('finds a product by %s', async (_what, query, sku) => {
    const catalog = await aCatalog(aProduct(), rug, cover);
    const [first] = await searchProducts(catalog, { query, limit: 5 });
    expect(first).toMatchObject({ sku, matchedWords: true });
  });

  it.each([
    ['English', 'what do you have for me?'],
    ['Spanish', '¿qué tienes para mí y los míos?'],
    ['German', 'was haben die für mich?'],
  ])('does not take words without meaning for a match (%s)', async (_language, query) => {
    const catalog = await aCatalog(
      aProduct({ description: 'what do you have for me, qué para los, was haben die für' }),
    );
    const found = await searchProducts(catalog, { query: `${query} zeppelin`, limit: 5 });
    expect(found).toMatchObject([{ sku: 'LAMP-OAK', matchedWords: false }]);
  });

  it('finds a hat, though another language says it for "has"', async () => {
    const catalog = await aCatalog(aProduct({ sku: 'HAT', name: 'Straw hat' }));
    const found = await searchProducts(catalog, { query: 'do you have a hat', limit: 5 });
    expect(found).toMatchObject([{ sku: 'HAT', matchedWords: true }]);
  });

  it('answers a question without any word', async () => {
    const catalog = await aCatalog(aProduct());
    expect(await searchProducts(catalog, { query: '👍?', limit: 5 })).toMatchObject([
      { matchedWords: false, score: 0 },
    ]);
  });

  it('puts what fits by words and by meaning before what fits by one of them', async () => {
    const catalog = await aCatalog(
      aProduct({
        sku: 'BY-WORD',
        name: 'Lamp',
        description: 'shade base switch cable bulb plug brass glass foot',
      }),
      aProduct({ sku: 'BY-BOTH', name: 'Oak table lamp' }),
      aProduct({ sku: 'NEITHER', name: 'Kettle' }),
    );
    const found = await searchProducts(catalog, { query: 'oak table lamp', limit: 5 });
    expect(found.map(({ sku }) => sku)).toEqual(['BY-BOTH', 'BY-WORD', 'NEITHER']);
    expect(found.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(found.map(({ matchedWords }) => matchedWords)).toEqual([true, true, false]);
    expect(found[0]!.score).toBeCloseTo(1, 2);
  });

  it('gives no more than asked for', async () => {
    const catalog = await aCatalog(
      ...Array.from({ length: 60 }, (_, index) => aProduct({ sku: `LAMP-${index}` })),
    );
    expect(await searchProducts(catalog, { query: 'lamp', limit: 3 })).toHaveLength(3);
  });

  it('replaces a product by its SKU, and keeps its variants when none are given', async () => {
    const catalog = await aCatalog(cover);
    const { variants, ...withoutVariants } = cover;
    await upsertProducts(catalog, [{ ...withoutVariants, priceCents: 9900, stock: 0 }]);
    const found = await searchProducts(catalog, { query: 'terracotta cover', limit: 5 });
    expect(found).toMatchObject([
      { sku: 'COVER', priceCents: 9900, stock: 3, variants: variants!, matchedWords: true },
    ]);
  });

  it('drops variants that are no longer sold', async () => {
    const catalog = await aCatalog(cover);
    await upsertProducts(catalog, [{ ...cover, variants: [cover.variants![1]!] }]);
    const [found] = await searchProducts(catalog, { query: 'cover', limit: 5 });
    expect(found!.variants.map(({ sku }) => sku)).toEqual(['COVER-SAND']);
    expect(await searchProducts(catalog, { query: 'terracotta', limit: 5 })).toMatchObject([
      { matchedWords: false },
    ]);
  });

  it('embeds only what changed', async () => {
    const catalog = await aCatalog(aProduct(), rug);
    const again = await upsertProducts(catalog, [
      aProduct({ stock: 0 }),
      { ...rug, description: 'Knotted by hand.' },
    ]);
    expect(again).toMatchObject({ saved: 2, embedded: 1 });
    expect(catalog.embeddings.embedded).toEqual(['Woollen rug. Knotted by hand.']);
    const [first] = await searchProducts(catalog, { query: 'oak table lamp', limit: 1 });
    expect(first).toMatchObject({ sku: 'LAMP-OAK', stock: 0, score: expect.closeTo(1, 2) });
  });

  it('compares vectors of one model only, and still finds by words', async () => {
    const { db } = await aCatalog(aProduct());
    const another = { db, embeddings: wordVectors('another model'), log: () => {} };
    const question = { query: 'oak table lamp', limit: 5 };
    expect(await searchProducts(another, question)).toMatchObject([{ score: 0, matchedWords: true }]);
    expect(await upsertProducts(another, [aProduct()])).toMatchObject({ saved: 1, embedded: 1 });
    expect(await searchProducts(another, question)).toMatchObject([{ score: expect.closeTo(1, 2) }]);
  });

  it('refuses two variants of one SKU and saves nothing', async () => {
    const catalog = await aCatalog();
    const twice = { ...cover, variants: [cover.variants![0]!, cover.variants![0]!] };
    await expect(upsertProducts(catalog, [aProduct(), twice])).rejects.toThrow(MalformedInput);
    expect((await catalog.db.query('select from products')).rowCount).toBe(0);
  });

  it('keeps a large catalogue whole', async () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      aProduct({ sku: `SKU-${index}`, name: `Thing ${index}` }),
    );
    const catalog = await aCatalog(...many);
    expect((await catalog.db.query('select from products where embedding is not null')).rowCount).toBe(250);
  });

  it.each([
    ['a variant of another product', { sku: 'RUG', variants: [terracotta] }, 'variants.0.sku'],
    ['another product', { sku: 'RUG', variants: [{ ...terracotta, sku: 'LAMP-OAK' }] }, 'variants.0.sku'],
    ['itself', { sku: 'RUG', variants: [{ ...terracotta, sku: 'RUG' }] }, 'variants.0.sku'],
    ['no product, but a variant', { sku: 'COVER-TER' }, 'sku'],
  ])('leaves a SKU to %s', async (_what, given, path) => {
    const catalog = await aCatalog(aProduct(), cover);
    const rejected = aProduct({ ...given, name: 'Newcomer' });
    expect(await upsertProducts(catalog, [rug, rejected])).toEqual({
      ...{ kind: 'sku-taken', taken: [{ productSku: given.sku, path }] },
    });
    const { rows } = await catalog.db.query(
      `select products.sku, array_agg(variants.sku order by position) as variants
         from products left join variants on product_id = products.id group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { sku: 'COVER', variants: ['COVER-TER', 'COVER-SAND'] },
      { sku: 'LAMP-OAK', variants: [null] },
    ]);
  });

  it('lets one import give a variant to another product, and a SKU that nobody has any more to anybody', async () => {
    const catalog = await aCatalog(cover);
    const moved = [{ ...cover, variants: [sand] }, aProduct({ sku: 'THROW', variants: [terracotta] })];
    expect(await upsertProducts(catalog, moved)).toMatchObject({ kind: 'saved' });
    expect(await upsertProducts(catalog, [{ ...cover, variants: [] }])).toMatchObject({ kind: 'saved' });
    expect(await upsertProducts(catalog, [aProduct({ sku: 'COVER-SAND' })])).toMatchObject({ kind: 'saved' });
  });
}
