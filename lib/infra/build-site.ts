import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface SiteBuild {
  /** The repository. */
  readonly root: string;
  /** Where the built pages go. */
  readonly outdir: string;
}

/**
 * Builds the dashboard's pages and answers their folder, the same that is deployed and that one machine serves. In a
 * process of its own: React takes its fast form only where `NODE_ENV` says so, and the functions are bundled meanwhile.
 * Throws with what the build printed when it fails.
 */
export async function buildSite({ root, outdir }: SiteBuild): Promise<string> {
  const source = path.join(root, 'dashboard');
  const child = spawn(
    process.execPath,
    [viteCommand(), 'build', source, '--outDir', outdir, '--configLoader', 'native', '--logLevel', 'warn'],
    { cwd: root, env: { NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  await once(child, 'close');
  process.off('exit', end);
  if (child.exitCode !== 0) throw new Error(`The dashboard cannot be built:\n${output.join('').trim()}`);
  return outdir;
}

function viteCommand(): string {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json');
  return path.join(path.dirname(manifest), 'bin/vite.js');
}
