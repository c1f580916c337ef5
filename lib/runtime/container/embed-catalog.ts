import type { EmbedCatalogDeps } from '../../catalog/embed-catalog.ts';
import { embedCatalogEnv, readEnv } from '../../config/env.ts';
import { createLog, type Log } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import type { Meter } from '../../spend/meter.ts';
import { clockFrom } from '../clock.ts';
import { embeddingsFrom } from './models.ts';
import { realTime } from './patience.ts';
import { settingsFrom } from './settings.ts';
import { meterFrom } from './spend.ts';
import { dynamodbClient } from './table.ts';

/** What embed-catalog works with. Throws BadSetting when a variable is missing. */
export function embedCatalogContainer(): {
  deps: () => Promise<EmbedCatalogDeps>;
  log: Log;
  meter: Meter;
} {
  const env = readEnv(embedCatalogEnv);
  const log = createLog('embed-catalog');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const meter = meterFrom({
    ...{ dynamodb: dynamodbClient(), tableName: env.TABLE_NAME, settings, log },
    now: clockFrom(env.FRONTDESK_NOW, realTime),
  });
  const embeddings = embeddingsFrom({ settings, paid: (usd) => meter.paid(usd), log });
  const db = databaseFrom(env);
  const now = () => performance.now();
  return { deps: async () => ({ db, embeddings: await embeddings(), log, now }), log, meter };
}
