import { promisify } from 'node:util';
import dynalite, { type Store, type Table } from 'dynalite/db/index.js';

/**
 * Makes every index in a folder of dynalite anew from the items of its tables. dynalite writes index entries and then
 * their item, one by one: a kill in between leaves an entry that belongs to no item, or an item that its index has lost,
 * for good. On AWS an index always follows. Nobody may have the folder open.
 */
export async function mendIndexes(path: string): Promise<void> {
  const store = dynalite.create({ path });
  try {
    const tables: Table[] = [];
    for await (const table of store.tableDb.createValueStream()) tables.push(table);
    for (const table of tables) await mendTable(store, table);
  } finally {
    await store.lifecycleManager.gracefulClose();
  }
}

async function mendTable(store: Store, table: Table): Promise<void> {
  const { TableName, GlobalSecondaryIndexes: indexes = [] } = table;
  if (indexes.length === 0) return;
  for (const { IndexName } of indexes) {
    await promisify(store.deleteIndexDb)('Global', TableName, IndexName);
  }
  for await (const item of store.getItemDb(TableName).createValueStream()) {
    const { puts } = dynalite.getIndexActions(indexes, undefined, item, table);
    for (const { index, key, item: entry } of puts) {
      await promisify(store.getIndexDb('Global', TableName, index).put)(key, entry);
    }
  }
}
