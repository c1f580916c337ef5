import { z } from 'zod';
import { cursor, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { Db } from '../store/postgres/db.ts';
import { wordsOf } from './hybrid.ts';
import { listProducts } from './list-products.ts';
import { storedProduct } from './stored-product.ts';

const readProducts = route({
  method: 'GET',
  path: '/api/products',
  role: 'viewer',
  summary: 'The catalogue by SKU; ?q= finds by words, a typed SKU first, ?inStock= what there is or is not.',
  params: nothing,
  query: z.strictObject({
    q: z.string().max(200).optional(),
    inStock: z.enum(['true', 'false']).optional(),
    limit: pageLimit,
    cursor: cursor(z.string().min(1).max(100)).optional(),
  }),
  body: noBody,
  answers: { 200: pageSchema(storedProduct) },
  async run({ db }: { readonly db: Db }, { query: { q, inStock, limit, cursor: after } }) {
    const read = await listProducts(db, {
      // Postgres has no text with a NUL.
      search: q === undefined ? null : { words: wordsOf(q), typed: q.replaceAll('\0', '').trim() },
      inStock: inStock === undefined ? null : inStock === 'true',
      after: after ?? null,
      limit: limit + 1,
    });
    return { status: 200, body: pageOf(read, limit, ({ sku }) => sku) };
  },
});

export const productListRoutes = [readProducts];
