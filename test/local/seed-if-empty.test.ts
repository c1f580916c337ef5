import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openDataFolder } from '../../local/data-folder.ts';
import { seedIfEmpty } from '../../local/seed-if-empty.ts';
import { parseLocalSettings } from '../../local/settings.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('a demo shop that cannot be made ends the start and is tried again; one that is there is left alone', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'frontdesk-seed-'));
  folders.push(dataFolder);
  const folder = openDataFolder(dataFolder);
  const settings = parseLocalSettings({ FRONTDESK_DATA_DIR: dataFolder });
  const progress = { step: <T>(_: string, work: Promise<T>) => work };
  const nowhere = 'postgres://frontdesk@127.0.0.1:1/frontdesk';
  await expect(seedIfEmpty({ settings, folder, databaseUrl: nowhere, progress })).rejects.toThrow();
  expect(folder.has('seeded')).toBe(false);
  folder.remember('seeded');
  await seedIfEmpty({ settings, folder, databaseUrl: nowhere, progress });
  folder.close();
});
