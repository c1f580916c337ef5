import type { EmbedCatalogDeps } from '../../catalog/embed-catalog.ts';
import { embedCatalogEnv, readEnv } from '../../config/env.ts';
import { createLog, type Log } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { embeddingsFrom } from './models.ts';
import { settingsFrom } from './settings.ts';

/** What embed-catalog works with. Throws BadSetting when a variable is missing. */
export function embedCatalogContainer(): { deps: () => Promise<EmbedCatalogDeps>; log: Log } {
  const env = readEnv(embedCatalogEnv);
  const log = createLog('embed-catalog');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const embeddings = embeddingsFrom({ settings, log });
  const db = databaseFrom(env);
  const now = () => performance.now();
  return { deps: async () => ({ db, embeddings: await embeddings(), log, now }), log };
}
