import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface AssemblyRequest {
  /** Where the assembly is kept between starts. */
  folder: string;
  /** The one setting that is part of the templates: an attribute of a queue. */
  quietSeconds: number;
}

/** A folder with the synthesised app. */
export interface Assembly {
  folder: string;
  /** False if the one of an earlier start still fits. */
  isNew: boolean;
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
 * The cloud assembly of the code as it is now: synthesised in a process of its own, unless the kept one was made from
 * the same inputs. Throws with the output of the synthesis when that fails.
 */
export async function prepareAssembly({ folder, quietSeconds }: AssemblyRequest): Promise<Assembly> {
  const wanted = await fingerprint(quietSeconds);
  if ((await fingerprintOf(folder)) === wanted) return { folder, isNew: false };
  // Made elsewhere and moved when complete, so that an interrupted start leaves nothing half done.
  const fresh = `${folder}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    await synthesise(fresh, quietSeconds);
    await writeFile(path.join(fresh, fingerprintFile), wanted);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return { folder, isNew: true };
}

const fingerprintFile = 'fingerprint';

async function fingerprintOf(folder: string): Promise<string | undefined> {
  const file = path.join(folder, fingerprintFile);
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
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
