import type { Plugin } from 'esbuild';

/**
 * Leaves out what our dependencies carry and we never run. Each stub throws when it is reached after all, and
 * test/infra/bundle.test.ts runs a graph with them in place. Measured: a small graph is 1,380 KB without and 700 KB with them.
 */
export function slimming(): Plugin {
  return {
    name: 'slimming',
    setup(build) {
      for (const { module, contents } of stubs) {
        build.onLoad({ filter: module }, () => ({ contents, loader: 'js' }));
      }
    },
  };
}

interface Stub {
  /** The file, as a path below node_modules. */
  readonly module: RegExp;
  readonly contents: string;
}

const stubs: readonly Stub[] = [
  {
    // zod's messages in 50 languages. Ours name fields, and English is set by zod itself from its own file.
    module: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
    contents: 'export {};',
  },
  {
    // Revives LangChain objects from JSON. Our checkpoints hold plain objects only, and reviving is how customer JSON
    // would become a SystemMessage.
    module: /[\\/]@langchain[\\/]core[\\/]dist[\\/]load[\\/]index\.js$/,
    contents: `export function load() { throw new Error('LangChain objects are never stored or revived here.'); }`,
  },
  {
    // LangSmith's HTTP client. LangGraph makes one for its bookkeeping even with tracing off, so making one is fine and
    // sending is not.
    module: /[\\/]langsmith[\\/]lib[\\/]client\.mjs$/,
    contents: `const off = async () => { throw new Error('LangSmith is not part of this package: unset LANGSMITH_TRACING.'); };
      export class Client { createRun = off; updateRun = off; }
      export const DEFAULT_UNCOMPRESSED_BATCH_SIZE_LIMIT_BYTES = 0;
      export const DEFAULT_MAX_SIZE_BYTES = 0;
      export class AutoBatchQueue {}
      export function mergeRuntimeEnvIntoRun(run) { return run; }
      export function _checkBackendVersion() {}`,
  },
  {
    // The same service's generated API client, which LangChain's way of importing drags in.
    module: /[\\/]langsmith[\\/]client\.mjs$/,
    contents: `export class Langsmith { constructor() { throw new Error('LangSmith is not part of this package.'); } }`,
  },
];
