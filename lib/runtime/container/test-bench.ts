import { randomUUID } from 'node:crypto';
import { searchKnowledge, searchProducts } from '../../catalog/retrieval.ts';
import { stockOf } from '../../catalog/stock.ts';
import type { Settings } from '../../config/settings.ts';
import { detectLanguage } from '../../models/built-in/language.ts';
import type { Paid } from '../../models/metered.ts';
import type { Db } from '../../store/postgres/db.ts';
import { testBench, type TestBench } from '../../turn/test-bench.ts';
import type { Log } from '../telemetry.ts';
import { modelsFrom } from './models.ts';

interface From {
  settings: () => Promise<Settings>;
  db: Db;
  paid: Paid;
  now: () => Date;
  log: Log;
}

/** So many products or passages are looked at for one answer, as in a turn. */
const limit = 5;

/** The test bench over the models and the shop of this deployment. Throws BadSetting. */
export async function testBenchFrom({ settings, db, paid, now, log }: From): Promise<TestBench> {
  const models = modelsFrom({ settings, paid, log });
  await models.warm();
  const { SHOP_NAME: name, SHOP_TIMEZONE: timeZone } = await settings();
  const catalog = async () => ({ db, embeddings: await models.embeddings(), now, log });
  return testBench({
    ...models,
    products: async (query) => searchProducts(await catalog(), { query, limit }),
    knowledge: async (query) => searchKnowledge(await catalog(), { query, limit }),
    stockOf: (sku) => stockOf(db, sku),
    languageOf: detectLanguage,
    shop: { name, timeZone },
    ...{ now, log, newId: randomUUID },
  });
}
