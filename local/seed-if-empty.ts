import type { EmbeddingModel } from '../lib/models/llm.ts';
import { simulatorFile, type DataFolder } from './data-folder.ts';
import type { Progress } from './progress.ts';
import type { LocalSettings } from './settings.ts';

export interface SeedDeps {
  settings: LocalSettings;
  folder: DataFolder;
  databaseUrl: string;
  /** Begun by beginSeeding. */
  embeddings: Promise<EmbeddingModel> | undefined;
  progress: Progress;
}

/**
 * Begins what a demo shop needs before there is a database to put it into. Undefined when the data folder has one, or
 * needs none: never when a real Chatwoot is connected, whose customers want the real shop.
 */
export function beginSeeding({
  settings,
  folder,
}: Pick<SeedDeps, 'settings' | 'folder'>): Promise<EmbeddingModel> | undefined {
  if (settings.hasChatwoot || folder.has('seeded')) return undefined;
  const embeddings = demoEmbeddings(settings.embedding);
  // Whoever puts the shop in hears of it.
  embeddings.catch(() => undefined);
  return embeddings;
}

/** Gives a new data folder a demo shop. */
export async function seedIfEmpty({ folder, databaseUrl, embeddings, progress }: SeedDeps): Promise<void> {
  if (embeddings === undefined) return;
  await progress.step('demo shop', seed(databaseUrl, await embeddings, folder.file(simulatorFile)));
  folder.remember('seeded');
}

/** Loaded only when needed: the embedding model takes a second to load. */
async function demoEmbeddings(embedding: string): Promise<EmbeddingModel> {
  if (embedding === 'built-in') return (await import('./seed/embedded-ahead.ts')).embeddedAhead();
  return (await import('./seed-embeddings.ts')).seedEmbeddings(embedding);
}

async function seed(databaseUrl: string, embeddings: EmbeddingModel, simulator: string): Promise<void> {
  const [{ seedShop }, { seedKnownCustomers }, { createDb }] = await Promise.all([
    import('./seed/seed-shop.ts'),
    import('./seed/seed-customers.ts'),
    import('../lib/store/postgres/pool.ts'),
  ]);
  const db = createDb({ url: databaseUrl, auth: 'url' });
  try {
    await seedShop({ db, embeddings });
    await seedKnownCustomers({ db }, simulator);
  } finally {
    await db.close();
  }
}
