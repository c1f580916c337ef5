import { createHash } from 'node:crypto';
import type { EmbeddingModel } from '../models/llm.ts';
import { MalformedInput, UpstreamUnavailable } from '../runtime/errors.ts';
import type { Database } from '../store/postgres/pool.ts';
import { articleInput, embeddedPassageText, passagesOf, type ArticleInput } from './knowledge.ts';
import { embeddedPassages, saveArticle } from './knowledge-store.ts';
import { embeddedProductText, productInput, type Product, type ProductInput } from './product.ts';
import { embeddedProducts, saveProducts, type Embedded } from './store.ts';
import { takenSkus, type TakenSku } from './taken-skus.ts';

export interface CatalogDeps {
  readonly db: Database;
  readonly embeddings: EmbeddingModel;
}

/** Products per statement: about half a megabyte with their vectors. */
const batchSize = 100;

/**
 * Adds products or replaces those with the same SKU. Texts that did not change are not embedded again; `embedded` says
 * how many were. While there are no embeddings products are saved without: words find them at once, embedCatalog gives
 * them their vectors. Each batch of a hundred is saved whole or not at all. A SKU given twice: the last one holds; one
 * that another product or its variant has is refused. Throws MalformedInput when two variants have one SKU.
 */
export async function upsertProducts(
  { db, embeddings: theirs }: CatalogDeps,
  given: readonly ProductInput[],
): Promise<Upserted> {
  const products = [
    ...new Map(
      given.map((input) => productInput.parse(input)).map((product) => [product.sku, product]),
    ).values(),
  ];
  refuseSharedVariants(products);
  const taken = await takenSkus(db, products);
  if (taken.length > 0) return { kind: 'sku-taken', taken };
  const embeddings = untilUnavailable(theirs);
  let embedded = 0;
  for (let at = 0; at < products.length; at += batchSize) {
    const batch = products.slice(at, at + batchSize);
    const known = await embeddedProducts(db, { skus: batch.map(({ sku }) => sku), model: embeddings.id });
    const ready = await withVectors(embeddings, batch, (product) => ({
      text: embeddedProductText(product, known.get(product.sku)?.variantNames ?? ''),
      knownHash: known.get(product.sku)?.textHash,
    }));
    const takenNow = await saveProducts(db, ready, products);
    if (takenNow.length > 0) return { kind: 'sku-taken', taken: takenNow };
    embedded += countFresh(ready);
  }
  return { kind: 'saved', saved: products.length, embedded };
}

export type Upserted =
  | { kind: 'saved'; saved: number; embedded: number }
  /** A SKU says which one is meant: it belongs to something else already. */
  | { kind: 'sku-taken'; taken: TakenSku[] };

/**
 * Adds an article or replaces the one of the same source, cut into passages that are found on their own; without vectors
 * while there are no embeddings, as products.
 */
export async function upsertArticle(
  { db, embeddings: theirs }: CatalogDeps,
  given: ArticleInput,
): Promise<{ id: string; chunks: number; embedded: number }> {
  const article = articleInput.parse(given);
  const embeddings = untilUnavailable(theirs);
  const known = await embeddedPassages(db, { source: article.source, model: embeddings.id });
  const passages = passagesOf(article.text).map((text, position) => ({ text, position }));
  const ready = await withVectors(embeddings, passages, ({ text, position }) => ({
    text: embeddedPassageText(article.title, text),
    knownHash: known.get(position),
  }));
  const id = await saveArticle(db, article, ready);
  return { id, chunks: ready.length, embedded: countFresh(ready) };
}

function refuseSharedVariants(products: readonly Product[]): void {
  const seen = new Set<string>();
  for (const { sku } of products.flatMap(({ variants }) => variants ?? [])) {
    if (seen.has(sku)) throw new MalformedInput('Two variants have one SKU. Each needs its own.');
    seen.add(sku);
  }
}

/** Embeddings that may be had, or not. */
interface Available {
  readonly id: string;
  readonly embed: (texts: readonly string[]) => Promise<readonly (readonly number[] | null)[]>;
}

/** Gives null for every text from the first failure on: ten batches of an import must not wait for ten time-outs. */
function untilUnavailable(embeddings: EmbeddingModel): Available {
  let isAvailable = true;
  return {
    id: embeddings.id,
    async embed(texts) {
      const nothing = texts.map(() => null);
      if (!isAvailable) return nothing;
      try {
        return await embeddings.embed(texts);
      } catch (error) {
        if (!(error instanceof UpstreamUnavailable)) throw error;
        isAvailable = false;
        return nothing;
      }
    },
  };
}

/** Gives each item its vector; those whose text has the known hash keep the vector they have. */
async function withVectors<T extends object>(
  embeddings: Available,
  items: readonly T[],
  about: (item: T) => { text: string; knownHash: string | undefined },
): Promise<(T & { embedded: Embedded })[]> {
  const described = items.map((item) => {
    const { text, knownHash } = about(item);
    const textHash = hashOf(text);
    return { item, text, textHash, changed: textHash !== knownHash };
  });
  const changed = described.filter((one) => one.changed);
  const vectors = await embeddings.embed(changed.map(({ text }) => text));
  if (vectors.length !== changed.length) {
    throw new UpstreamUnavailable(
      `${embeddings.id} gave ${vectors.length} vectors for ${changed.length} texts`,
    );
  }
  const fresh = vectors.values();
  return described.map(({ item, textHash, changed: isNew }) => {
    const vector = isNew ? (fresh.next().value ?? null) : null;
    return { ...item, embedded: { vector, textHash, model: embeddings.id } };
  });
}

/** What a text is recognised by. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function countFresh(items: readonly { embedded: Embedded }[]): number {
  return items.filter(({ embedded }) => embedded.vector !== null).length;
}
