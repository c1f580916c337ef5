import { simulatorFile, type DataFolder } from './data-folder.ts';
import type { Progress } from './progress.ts';
import type { LocalSettings } from './settings.ts';

export interface SeedDeps {
  settings: LocalSettings;
  folder: DataFolder;
  databaseUrl: string;
  progress: Progress;
}

/** Gives a new data folder a demo shop. Never when a real Chatwoot is connected: its customers want the real shop. */
export async function seedIfEmpty({ settings, folder, databaseUrl, progress }: SeedDeps): Promise<void> {
  if (settings.hasChatwoot || folder.has('seeded')) return;
  await progress.step('demo shop', seed(databaseUrl, settings.embedding, folder.file(simulatorFile)));
  folder.remember('seeded');
}

/** Loaded only when needed: the embedding model takes a second to load. */
async function seed(databaseUrl: string, embedding: string, simulator: string): Promise<void> {
  const [{ seedShop }, { seedKnownCustomers }, { createDb }, { seedEmbeddings }] = await Promise.all([
    import('./seed/seed-shop.ts'),
    import('./seed/seed-customers.ts'),
    import('../lib/store/postgres/pool.ts'),
    import('./seed-embeddings.ts'),
  ]);
  const db = createDb({ url: databaseUrl, auth: 'url' });
  try {
    await seedShop({ db, embeddings: seedEmbeddings(embedding) });
    await seedKnownCustomers({ db }, simulator);
  } finally {
    await db.close();
  }
}
