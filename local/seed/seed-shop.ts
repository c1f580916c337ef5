import { upsertArticle, upsertProducts, type CatalogDeps } from '../../lib/catalog/learn.ts';
import { demoArticles } from './articles.ts';
import { demoProducts } from './products.ts';

/** Fills the demo shop in, or brings it up to date: running it again changes nothing. */
export async function seedShop(deps: CatalogDeps): Promise<{ products: number; articles: number }> {
  const upserted = await upsertProducts(deps, demoProducts);
  if (upserted.kind === 'sku-taken') throw new Error('A SKU of the demo shop belongs to another product');
  for (const article of demoArticles) await upsertArticle(deps, article);
  return { products: upserted.saved, articles: demoArticles.length };
}
