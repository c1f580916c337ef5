import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile, type OutputFile } from 'esbuild';
import { BadSetting } from '../runtime/errors.ts';
import { copyPackages } from './bundled-packages.ts';
import { functions } from './functions.ts';
import { slimming } from './slimming.ts';

/** One function to bundle: its name and what belongs into its package besides the code it reaches. */
export interface BundleEntry {
  readonly name: string;
  /** The module that exports `handler`, relative to the root. */
  readonly entry: string;
  /** Folders of the root that are copied into the package. */
  readonly folders?: readonly string[];
}

interface BundledFunction {
  /** The folder to zip; its handler is `index.handler`. */
  readonly folder: string;
  /** Which of the metafile's outputs the function reaches, lazily loaded ones too. */
  readonly outputs: readonly string[];
  /** Bytes of code read at a cold start, of all code, and of packages that are copied as they are. */
  readonly bytes: { readonly atStart: number; readonly code: number; readonly packages: number };
}

export interface Bundle {
  readonly functions: ReadonlyMap<string, BundledFunction>;
  readonly metafile: Metafile;
}

export interface BundleOptions {
  readonly root: string;
  /** Where the folders are put; what an earlier call left there is replaced. */
  readonly outdir: string;
  /** @default every function of lib/infra/functions.ts */
  readonly entries?: readonly BundleEntry[];
}

/** Packages that must stay files: they load weights and WebAssembly from beside themselves. */
const copiedPackages = '@energetic-ai/';

/**
 * Bundles all functions in one esbuild call (a third of the time of one call each) and gives every function a folder
 * that holds only what it reaches, so that accept does not carry the graph.
 */
export async function bundleFunctions({
  root,
  outdir,
  entries = allEntries(),
}: BundleOptions): Promise<Bundle> {
  const missing = entries.filter(({ entry }) => !existsSync(path.join(root, entry)));
  if (missing.length > 0) {
    throw new BadSetting(
      `No such file: ${missing.map(({ entry }) => entry).join(', ')} (lib/infra/functions.ts names it).`,
    );
  }
  const { outputFiles, metafile } = await runEsbuild(root, entries);
  const written = await Promise.all(
    entries.map(
      async (entry) =>
        [entry.name, await writeFunction({ root, outdir, entry, outputFiles, metafile })] as const,
    ),
  );
  return { functions: new Map(written), metafile };
}

function allEntries(): BundleEntry[] {
  return Object.entries(functions).map(([name, spec]) => ({
    ...spec,
    name,
    entry: `functions/${name}/handler.ts`,
  }));
}

/** Where esbuild believes it writes. Fixed, because source maps hold paths relative to it and assets are named by content. */
const virtualOutdir = 'out/functions';

async function runEsbuild(root: string, entries: readonly BundleEntry[]) {
  return build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries.map(({ name, entry }) => [name, entry])),
    outdir: virtualOutdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The SDK's ESM build is behind `module`; without it the bundle takes the slower CommonJS one.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: false,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    external: [`${copiedPackages}*`],
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
    plugins: [slimming()],
  });
}

interface WriteRequest {
  readonly root: string;
  readonly outdir: string;
  readonly entry: BundleEntry;
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}

async function writeFunction({
  root,
  outdir,
  entry,
  outputFiles,
  metafile,
}: WriteRequest): Promise<BundledFunction> {
  const folder = path.join(outdir, entry.name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  const start = `${virtualOutdir}/${entry.name}.mjs`;
  const outputs = reach(metafile, start, () => true);
  const wanted = new Set([...outputs, ...outputs.map((output) => `${output}.map`)]);
  const files = outputFiles.filter((file) =>
    wanted.has(path.relative(root, file.path).split(path.sep).join('/')),
  );
  await Promise.all(
    files.map(async (file) => {
      const name = path.basename(file.path);
      await writeFile(path.join(folder, name === `${entry.name}.mjs` ? 'index.mjs' : name), file.contents);
    }),
  );
  const packages = await copyPackages({ root, folder, names: externals(metafile, outputs) });
  for (const extra of entry.folders ?? []) {
    await cp(path.join(root, extra), path.join(folder, extra), { recursive: true });
  }
  const atStart = reach(metafile, start, (kind) => kind === 'import-statement');
  return {
    folder,
    outputs,
    bytes: { atStart: total(metafile, atStart), code: total(metafile, outputs), packages },
  };
}

/** The outputs that `from` needs, following only the kinds of import that `follows` accepts. */
function reach(metafile: Metafile, from: string, follows: (kind: string) => boolean): string[] {
  const seen = new Set<string>();
  const queue = [from];
  for (let output = queue.pop(); output !== undefined; output = queue.pop()) {
    if (seen.has(output)) continue;
    seen.add(output);
    for (const { path: next, kind, external } of metafile.outputs[output]?.imports ?? []) {
      if (external !== true && follows(kind)) queue.push(next);
    }
  }
  return [...seen].sort();
}

function externals(metafile: Metafile, outputs: readonly string[]): string[] {
  const imports = outputs.flatMap((output) => metafile.outputs[output]?.imports ?? []);
  const names = imports.flatMap(({ path: name, external }) =>
    external === true && name.startsWith(copiedPackages) ? [name] : [],
  );
  return [...new Set(names)].sort();
}

function total(metafile: Metafile, outputs: readonly string[]): number {
  return outputs.reduce((sum, output) => sum + (metafile.outputs[output]?.bytes ?? 0), 0);
}
