import { upsertArticle, upsertProducts, type CatalogDeps } from '../../lib/catalog/learn.ts';
import { demoArticles } from './articles.ts';
import { demoProducts } from './products.ts';

/** Fills the demo shop in, or brings it up to date: running it again changes nothing. */
export async function seedShop(deps: CatalogDeps): Promise<{ products: number; articles: number }> {
  const { saved } = await upsertProducts(deps, demoProducts);
  for (const article of demoArticles) await upsertArticle(deps, article);
  return { products: saved, articles: demoArticles.length };
}
