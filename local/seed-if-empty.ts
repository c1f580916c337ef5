import { simulatorFile, type DataFolder } from './data-folder.ts';
import type { Progress } from './progress.ts';
import type { LocalSettings } from './settings.ts';

export interface SeedDeps {
  settings: Pick<LocalSettings, 'hasChatwoot' | 'embedding'>;
  folder: Pick<DataFolder, 'has' | 'remember' | 'file'>;
  databaseUrl: string;
  progress: Progress;
}

/** Gives a new data folder a demo shop; never when a real Chatwoot is connected, whose customers want the real shop. */
export async function seedIfEmpty({ settings, folder, databaseUrl, progress }: SeedDeps): Promise<void> {
  if (settings.hasChatwoot || folder.has('seeded')) return;
  const seeding = seed({ databaseUrl, embedding: settings.embedding, simulator: folder.file(simulatorFile) });
  await progress.step('demo shop', seeding);
  folder.remember('seeded');
}

/** Loaded only when needed: most starts have a shop. */
async function seed({
  databaseUrl,
  embedding,
  simulator,
}: {
  databaseUrl: string;
  embedding: string;
  simulator: string;
}): Promise<void> {
  const [{ seedShop }, { seedKnownCustomers }, { seedEmbeddings }, { createDb }] = await Promise.all([
    import('./seed/seed-shop.ts'),
    import('./seed/seed-customers.ts'),
    import('./seed-embeddings.ts'),
    import('../lib/store/postgres/pool.ts'),
  ]);
  const db = createDb({ url: databaseUrl, auth: 'url' });
  try {
    await seedShop({ db, embeddings: seedEmbeddings(embedding) });
    await seedKnownCustomers({ db }, simulator);
  } finally {
    await db.close();
  }
}
