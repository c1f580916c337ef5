import { existsSync } from 'node:fs';
import type { CatalogDeps } from '../../lib/catalog/learn.ts';
import { seedKnownCustomers } from './seed-customers.ts';
import { seedShop } from './seed-shop.ts';

/** Fills the demo shop in and says what it has then; its customers only where there is a sandbox they wrote to. */
export async function seedAndTell(deps: CatalogDeps, sandbox: string | undefined): Promise<string> {
  const { products, articles } = await seedShop(deps);
  const shop = `The demo shop has ${products} products and ${articles} articles.`;
  if (sandbox === undefined || !existsSync(sandbox)) return shop;
  const { customers, stockAlerts } = await seedKnownCustomers(deps, sandbox);
  return `${shop}\nThe sandbox has ${customers} demo customers, ${stockAlerts} of them waiting for something.`;
}
