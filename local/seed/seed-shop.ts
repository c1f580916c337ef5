import { z } from 'zod';
import { upsertArticle, upsertProducts, type CatalogDeps } from '../../lib/catalog/learn.ts';
import type { ProductInput } from '../../lib/catalog/product.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import { demoArticles } from './articles.ts';
import { demoProducts } from './products.ts';

/**
 * Fills the demo shop in, or brings it up to date: running it again changes nothing. What is in stock of a product that
 * is there already stays as it is: somebody may have set it to try what happens then.
 */
export async function seedShop(deps: CatalogDeps): Promise<{ products: number; articles: number }> {
  const stocks = await knownStocks(deps.db);
  const upserted = await upsertProducts(
    deps,
    demoProducts.map((product) => withStock(product, stocks)),
  );
  if (upserted.kind === 'sku-taken') throw new Error('A SKU of the demo shop belongs to another product');
  for (const article of demoArticles) await upsertArticle(deps, article);
  return { products: upserted.saved, articles: demoArticles.length };
}

const stockRow = z.object({ sku: z.string(), stock: z.number().int() });

async function knownStocks(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query(
    'select sku, stock from products union all select sku, stock from variants',
    [],
  );
  return new Map(
    z
      .array(stockRow)
      .parse(rows)
      .map(({ sku, stock }) => [sku, stock]),
  );
}

function withStock(product: ProductInput, stocks: ReadonlyMap<string, number>): ProductInput {
  const kept = <T extends { sku: string; stock: number }>(one: T): T => ({
    ...one,
    stock: stocks.get(one.sku) ?? one.stock,
  });
  return product.variants === undefined
    ? kept(product)
    : { ...kept(product), variants: product.variants.map(kept) };
}
