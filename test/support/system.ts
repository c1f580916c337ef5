import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { parseLocalSettings } from '../../local/settings.ts';
import { type LocalSystem, startSystem } from '../../local/start.ts';
import { children, ended, launch, type Launched, preparedAssembly, readyUrl } from './system-process.ts';

/** How to start a system for a test. */
export interface SystemOptions {
  /** Settings of `npm start` on top of a free port, a fresh data folder and the prepared assembly. */
  env?: Record<string, string>;
}

/** A whole Frontdesk in processes of its own, as `npm start` runs it. */
export interface TestSystem {
  /** Base address without a slash at the end. */
  readonly url: string;
  /** The administrator's bearer token. */
  readonly token: string;
  readonly dataFolder: string;
  /** Everything it printed so far. */
  output(): string;
  /** A request to the system with the administrator's token. */
  fetch(pathname: string, init?: RequestInit): Promise<Response>;
  /** Runs a schedule now and gives its result. Throws when it did not answer 200. */
  run(schedule: string): Promise<unknown>;
  /** SIGTERM. Answers the exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>;
  /** Starts again on the same data folder. The one before must be stopped or killed. */
  restart(env?: Record<string, string>): Promise<TestSystem>;
}

/** Starts a system in processes of its own and waits until it is ready. Throws with its output when it ends instead. */
export async function startTestSystem({ env = {} }: SystemOptions = {}): Promise<TestSystem> {
  const dataFolder = env['FRONTDESK_DATA_DIR'] ?? mkdtempSync(path.join(tmpdir(), 'frontdesk-test-'));
  if (env['FRONTDESK_DATA_DIR'] === undefined) folders.add(dataFolder);
  const started = launch({
    PORT: '0',
    FRONTDESK_DATA_DIR: dataFolder,
    FRONTDESK_ASSEMBLY: env['FRONTDESK_ASSEMBLY'] ?? (await preparedAssembly(env)),
    ...env,
  });
  const url = await readyUrl(started);
  const token = env['FRONTDESK_API_TOKEN'] ?? /#token=(\S+)/.exec(started.output())?.[1] ?? '';
  return {
    url,
    token,
    dataFolder,
    output: started.output,
    ...handsOn(started, { url, token, dataFolder, env }),
  };
}

/** Starts a system inside the test's own process, on memory: quicker, but a crash of it is a crash of the test. */
export async function startInProcess({ env = {} }: SystemOptions = {}): Promise<
  LocalSystem & { lines: string[] }
> {
  const lines: string[] = [];
  const FRONTDESK_ASSEMBLY = env['FRONTDESK_ASSEMBLY'] ?? (await preparedAssembly(env));
  const settings = parseLocalSettings({
    PORT: '0',
    FRONTDESK_DATA_DIR: 'memory',
    FRONTDESK_ASSEMBLY,
    ...env,
  });
  const system = await startSystem(settings, { log: (line) => lines.push(line) });
  return { ...system, lines };
}

function handsOn(
  launched: Launched,
  {
    url,
    token,
    dataFolder,
    env,
  }: { url: string; token: string; dataFolder: string; env: Record<string, string> },
): Pick<TestSystem, 'fetch' | 'run' | 'stop' | 'kill' | 'restart'> {
  const authorized: TestSystem['fetch'] = (pathname, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url + pathname, { ...init, headers });
  };
  return {
    fetch: authorized,
    async run(schedule) {
      const response = await authorized(`/local/run/${schedule}`, { method: 'POST' });
      const body: unknown = await response.json();
      if (response.status !== 200)
        throw new Error(`/local/run/${schedule}: ${response.status} ${JSON.stringify(body)}`);
      return (body as { result: unknown }).result;
    },
    async stop() {
      const started = performance.now();
      launched.child.kill('SIGTERM');
      return { code: await ended(launched), ms: performance.now() - started };
    },
    async kill() {
      launched.child.kill('SIGKILL');
      await ended(launched);
    },
    restart: (more = {}) => startTestSystem({ env: { ...env, ...more, FRONTDESK_DATA_DIR: dataFolder } }),
  };
}

const folders = new Set<string>();

// A test that failed half way must not leave a system behind.
afterAll(async () => {
  await Promise.all(
    [...children].map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }),
  );
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
