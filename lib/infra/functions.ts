import {
  backgroundWorkerEnv,
  dashboardApiEnv,
  embedCatalogEnv,
  type EnvSchema,
  migrateEnv,
  outboundWorkerEnv,
  reconcileEnv,
  retentionEnv,
  shopIngestEnv,
  stockCheckEnv,
  turnWorkerEnv,
  webhookIngestEnv,
} from '../config/env.ts';

/** What a function is, apart from what it may touch. Its code is `functions/<name>/handler.ts`. */
export interface FunctionSpec {
  /** One sentence that the console shows. */
  readonly description: string;
  /** The variables it starts with (lib/config/env.ts). */
  readonly env: EnvSchema;
  /** Lambda gives CPU by memory: 1,769 MB are one core. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** `vpc`: reaches Postgres, goes out through NAT. `none`: starts faster and has nothing to reach there. */
  readonly network: 'vpc' | 'none';
  /** Folders of the repository that belong into its package. */
  readonly folders?: readonly string[];
}

/** Every function that is deployed, bundled and run on one machine: the only list of them. */
export const functions = {
  'webhook-ingest': {
    description: 'Accepts a signed webhook of Chatwoot and queues it. Touches nothing but SQS.',
    env: webhookIngestEnv,
    memoryMb: 1024,
    timeoutSeconds: 10,
    network: 'none',
  },
  'shop-ingest': {
    description: 'Accepts a signed webhook of a shop system and queues it. Touches nothing but SQS.',
    env: shopIngestEnv,
    memoryMb: 1024,
    timeoutSeconds: 10,
    network: 'none',
  },
  'turn-worker': {
    description: 'Answers one conversation: reads it live, thinks, checks again, commits, sends.',
    env: turnWorkerEnv,
    memoryMb: 1024,
    // Two models that hang one after the other, and what is ours (lib/models/patience.ts).
    timeoutSeconds: 120,
    network: 'vpc',
  },
  'background-worker': {
    description:
      'Work nobody waits for: records of turns, leads, the worklist; imports; what shop systems send.',
    env: backgroundWorkerEnv,
    memoryMb: 1024,
    timeoutSeconds: 120,
    network: 'vpc',
  },
  'outbound-worker': {
    description: 'Writes first: looks again whether it is welcome, commits, sends, records.',
    env: outboundWorkerEnv,
    memoryMb: 1024,
    timeoutSeconds: 60,
    network: 'vpc',
  },
  'dashboard-api': {
    description: 'Health and the API of the dashboard.',
    env: dashboardApiEnv,
    memoryMb: 1024,
    timeoutSeconds: 29,
    network: 'vpc',
  },
  'stock-check': {
    description: 'Hourly: which wanted products are back in stock, and who is told.',
    env: stockCheckEnv,
    memoryMb: 512,
    timeoutSeconds: 120,
    network: 'vpc',
  },
  'embed-catalog': {
    description: 'Every ten minutes: products and passages without a vector of the model in use get one.',
    env: embedCatalogEnv,
    memoryMb: 1024,
    timeoutSeconds: 300,
    network: 'vpc',
  },
  reconcile: {
    description: 'Every five minutes: what got lost is found, and what stopped half-way is queued again.',
    env: reconcileEnv,
    memoryMb: 512,
    // A minute of looking (lib/reconcile/look-through.ts) and the slowest calls under way.
    timeoutSeconds: 120,
    network: 'vpc',
  },
  retention: {
    description: 'Daily: what is kept only for a while and is over it is deleted.',
    env: retentionEnv,
    memoryMb: 512,
    timeoutSeconds: 300,
    network: 'vpc',
  },
  migrate: {
    description: 'Brings the database to the version of this deployment, before anything else is updated.',
    env: migrateEnv,
    memoryMb: 512,
    timeoutSeconds: 300,
    network: 'vpc',
    folders: ['migrations'],
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;

/** The schema of one function's variables. */
export type FunctionEnv<N extends FunctionName> = (typeof functions)[N]['env'];
