import { z } from 'zod';
import type { EmbeddingModel } from '../models/llm.ts';
import { invalid, notFound, Problem } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { Database } from '../store/postgres/pool.ts';
import { importRoutes, type ImportApiDeps } from './import-api.ts';
import { knowledgeRoutes } from './knowledge-api.ts';
import { productListRoutes } from './list-api.ts';
import { upsertProducts } from './learn.ts';
import { productInput, type Product } from './product.ts';
import { setStock, stockItem, stockOf } from './stock.ts';
import { findStoredProduct, storedProduct, type StoredProduct } from './stored-product.ts';
import type { TakenSku } from './taken-skus.ts';

export interface CatalogApiDeps extends ImportApiDeps {
  readonly db: Database;
  /** Asked only by routes that embed: loading a model takes longer than answering most requests. */
  readonly embeddings: () => Promise<EmbeddingModel>;
}

/** No SKU is longer than this, and Postgres cannot even be asked about a NUL. */
const productId = z
  .string()
  .trim()
  .max(100)
  .regex(/^[^\0]+$/);
const params = z.strictObject({ id: productId });

const upsertProduct = route({
  method: 'POST',
  path: '/api/products',
  role: 'operator',
  summary: 'Adds a product, or replaces the one with the same SKU. Without variants the known ones stay.',
  params: nothing,
  query: nothing,
  body: productInput.superRefine(refuseSharedSkus),
  answers: { 200: storedProduct, 201: storedProduct },
  async run({ db, embeddings }: CatalogApiDeps, { body }) {
    const known = await findStoredProduct(db, body.sku);
    const outcome = await upsertProducts({ db, embeddings: await embeddings() }, [body]);
    if (outcome.kind === 'sku-taken') return skuTaken(outcome.taken);
    const saved = await findStoredProduct(db, body.sku);
    if (saved === undefined) return notFound('Somebody removed the product at the same moment.');
    return known?.id === saved.id ? { status: 200, body: saved } : { status: 201, body: saved };
  },
});

const readProduct = route({
  method: 'GET',
  path: '/api/products/{id}',
  role: 'viewer',
  summary: 'One product, by its id, its SKU or the SKU of one of its variants.',
  params,
  query: nothing,
  body: noBody,
  answers: { 200: storedProduct },
  async run({ db }: CatalogApiDeps, { params: { id } }) {
    const product = await findStoredProduct(db, id);
    return product === undefined ? noProduct : { status: 200, body: product };
  },
});

const setProductStock = route({
  method: 'POST',
  path: '/api/products/{id}/stock',
  role: 'operator',
  summary: 'Sets how many there are, and nothing else: whoever waits is told by the next check.',
  params,
  query: nothing,
  body: z.strictObject({
    stock: productInput.shape.stock,
    /** Which variant; needed for a product that has some. */
    sku: productInput.shape.sku.optional(),
  }),
  answers: { 200: stockItem },
  async run({ db }: CatalogApiDeps, { params: { id }, body }) {
    const product = await findStoredProduct(db, id);
    if (product === undefined) return noProduct;
    const sku = body.sku ?? skuMeantBy(id, product);
    if ((await stockOf(db, sku))?.productId !== product.id) return unsellable(product);
    const outcome = await setStock(db, { sku, stock: body.stock });
    switch (outcome.kind) {
      case 'set':
        return { status: 200, body: outcome.item };
      case 'has-variants':
        return unsellable(product);
      case 'unknown-sku':
        return noProduct;
    }
  },
});

export const catalogRoutes = [
  upsertProduct,
  readProduct,
  setProductStock,
  ...productListRoutes,
  ...importRoutes,
  ...knowledgeRoutes,
];

const noProduct = notFound('The catalogue has no product of this id or SKU.');

function skuTaken(taken: readonly TakenSku[]): Problem {
  const message = 'is the SKU of another product or of one of its variants; send one of its own';
  return new Problem(409, 'A SKU is in use already: "errors" says which.', {
    errors: taken.map(({ path }) => ({ path, message })),
  });
}

/** What an address names is one of the product's SKUs, or else its id, however that is written. */
function skuMeantBy(id: string, { sku, variants }: StoredProduct): string {
  return variants.some((variant) => variant.sku === id) ? id : sku;
}

/** Stock lies with what is sold: the variants of a product that has some, else the product. */
function unsellable({ sku: own, variants }: StoredProduct): Problem {
  const sold = variants.length > 0 ? variants.map(({ sku }) => sku) : [own];
  return invalid([{ path: 'sku', message: `must be one of: ${sold.join(', ')}` }]);
}

/** A SKU says which one is meant; two of the same would say nothing. */
function refuseSharedSkus({ sku, variants }: Product, context: z.RefinementCtx): void {
  const seen = new Set([sku]);
  for (const [index, variant] of (variants ?? []).entries()) {
    if (seen.has(variant.sku)) {
      const message = 'must be a SKU of its own, neither the product’s nor another variant’s';
      context.addIssue({ code: 'custom', path: ['variants', index, 'sku'], message });
    }
    seen.add(variant.sku);
  }
}
