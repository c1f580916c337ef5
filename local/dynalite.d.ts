declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** The options of dynalite 4 that we use. */
  export interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory when left out. */
    path?: string;
    /** How long a table stays in the state CREATING; dynalite's own default is 500. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  export default function dynalite(options?: DynaliteOptions): Server;
}

/** What lies below dynalite's HTTP server, for mending what a kill left half done. No promise of dynalite's: its version is pinned. */
declare module 'dynalite/db/index.js' {
  export interface Table {
    readonly TableName: string;
    readonly GlobalSecondaryIndexes?: readonly Index[];
  }
  export interface Index {
    readonly IndexName: string;
  }
  export type Item = Readonly<Record<string, unknown>>;

  type Callback = (error?: Error | null) => void;
  export interface Db<Value> {
    readonly put: (key: string, value: Value, callback: Callback) => void;
    createValueStream(): AsyncIterable<Value>;
  }
  export interface Store {
    readonly tableDb: Db<Table>;
    readonly lifecycleManager: { gracefulClose(): Promise<void> };
    getItemDb(table: string): Db<Item>;
    getIndexDb(kind: 'Global', table: string, index: string): Db<Item>;
    readonly deleteIndexDb: (kind: 'Global', table: string, index: string, callback: Callback) => void;
  }

  const db: {
    create(options: { path: string }): Store;
    /** What an index must have and must not have any more when an item takes the place of another one. */
    getIndexActions(
      indexes: readonly Index[],
      before: Item | undefined,
      item: Item,
      table: Table,
    ): { puts: { index: string; key: string; item: Item }[] };
  };
  export default db;
}
