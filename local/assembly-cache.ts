import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, utimes } from 'node:fs/promises';
import path from 'node:path';

export interface AssemblyRequest {
  /** Where assemblies are kept between starts, one folder for each state of the code. */
  folder: string;
  /** The one setting that is part of the templates: an attribute of a queue. */
  quietSeconds: number;
}

const root = path.resolve(import.meta.dirname, '..');

/** Everything that decides what the synthesis gives. */
const inputs = [
  'bin/app.ts',
  'cdk.json',
  'dashboard',
  'functions',
  'lib',
  'local/synthesise.ts',
  'migrations',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * The cloud assembly of the code as it is now: synthesised in a process of its own, unless there is one that was made
 * from the same inputs. Answers its folder. Throws with the output of the synthesis when that fails.
 */
export async function prepareAssembly({ folder, quietSeconds }: AssemblyRequest): Promise<string> {
  const place = path.join(folder, (await fingerprint(quietSeconds)).slice(0, 16));
  if (!existsSync(place)) await make(place, quietSeconds);
  await utimes(place, new Date(), new Date());
  await removeOld(folder);
  return place;
}

/** Made elsewhere and moved when complete: an interrupted start leaves nothing half done, and two may do it at once. */
async function make(place: string, quietSeconds: number): Promise<void> {
  const fresh = `${place}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    await synthesise(fresh, quietSeconds);
    await rename(fresh, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

const keptMs = 24 * 3_600_000;

/** Assemblies that no start has used for a day. */
async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const place = path.join(folder, name);
    // Another start may just have moved it to its place.
    const found = statSync(place, { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs < Date.now() - keptMs)
      await rm(place, { recursive: true, force: true });
  }
}

async function fingerprint(quietSeconds: number): Promise<string> {
  const hash = createHash('sha256').update(`${process.version} ${quietSeconds}`);
  for (const input of inputs) {
    for (const file of await filesIn(path.join(root, input))) {
      hash.update(`\n${path.relative(root, file)}\n`).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function filesIn(place: string): Promise<string[]> {
  if (!existsSync(place)) return [];
  if (path.extname(place) !== '') return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function synthesise(outdir: string, quietSeconds: number): Promise<void> {
  const script = path.join(import.meta.dirname, 'synthesise.ts');
  const child = spawn(process.execPath, [script, outdir, String(quietSeconds)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  await once(child, 'close');
  process.off('exit', end);
  if (child.exitCode !== 0) throw new Error(`The app cannot be synthesised:\n${output.join('').trim()}`);
}
