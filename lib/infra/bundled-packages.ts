import { copyFile, link, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export interface CopyRequest {
  readonly root: string;
  /** The package of the function; modules go to its `node_modules`. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** Puts installed packages, and all they depend on, into a function's folder. Returns how many bytes that is. */
export async function copyPackages({ root, folder, names }: CopyRequest): Promise<number> {
  const closure = await withDependencies(path.join(root, 'node_modules'), names);
  let bytes = 0;
  for (const name of closure) {
    bytes += await copyRuntimeFiles(
      path.join(root, 'node_modules', name),
      path.join(folder, 'node_modules', name),
    );
  }
  return bytes;
}

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
});

async function withDependencies(modules: string, names: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const file = await readFile(path.join(modules, name, 'package.json'), 'utf8');
    const { dependencies, peerDependencies, peerDependenciesMeta } = manifest.parse(JSON.parse(file));
    const peers = Object.keys(peerDependencies).filter(
      (peer) => peerDependenciesMeta[peer]?.optional !== true,
    );
    queue.push(...Object.keys(dependencies), ...peers);
  }
  return [...found].sort();
}

/** Types, maps and documents are a third of what packages ship and nothing that runs. */
const notForRunning = /(\.d\.ts|\.d\.mts|\.d\.cts|\.map|\.md|\.min\.js)$/;
const notForRunningFolders = new Set(['node_modules', 'test', 'tests', '.github']);

async function copyRuntimeFiles(from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true });
  let bytes = 0;
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      if (!notForRunningFolders.has(entry.name)) bytes += await copyRuntimeFiles(source, target);
    } else if (!notForRunning.test(entry.name)) {
      await linkOrCopy(source, target);
      bytes += (await stat(source)).size;
    }
  }
  return bytes;
}

/** A hard link costs nothing for 30 MB of weights; another file system or a forbidden link gets a copy. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch {
    await copyFile(source, target);
  }
}
