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
