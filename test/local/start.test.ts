import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ended, launch, launchInShell, readyUrl } from '../support/system-process.ts';
import { startInProcess, startTestSystem, type TestSystem } from '../support/system.ts';
import { temporaryFolder } from './runner/fixtures/temporary.ts';
import { aSmallSystem, someChatwoot } from './fixtures/small-system.ts';

/** Nobody asks this database: making an embedded one takes four seconds. */
const DATABASE_URL = 'postgres://nobody@127.0.0.1:9/nothing';
const small = { ...someChatwoot, DATABASE_URL, FRONTDESK_ASSEMBLY: aSmallSystem() };

describe('a running system', () => {
  let system: TestSystem;
  beforeAll(async () => {
    const env = { FRONTDESK_NOW: '2030-01-01T00:00:00Z', FRONTDESK_VIEWER_TOKEN: 'viewer-token' };
    // An empty value is none: this one system has its own database.
    system = await startTestSystem({ env: { ...small, ...env, DATABASE_URL: '' } });
  });
  afterAll(async () => {
    await system.kill();
  });
  const post = (body: string) =>
    fetch(`${system.url}/webhooks/chatwoot`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    });
  const count = async () => ((await (await system.fetch('/api/count')).json()) as { count: number }).count;

  it('says where it is, last of all that it is ready', () => {
    const output = system.output();
    expect(output).toContain(`${system.url}/#token=${system.token}`);
    expect(output).toMatch(new RegExp(`^frontdesk ready ${system.url}\\n`, 'm'));
    expect(output).toMatch(/migrations +\d+\.\d s/);
  });

  it('takes a webhook, hands its job to the worker and keeps what it did', async () => {
    const before = await count();
    const response = await post('hello');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(Object.keys(someChatwoot).sort().join());
    await expect.poll(count).toBe(before + 1);
  });

  it('shows one readable line for what a function logged, with the clock of the system', async () => {
    const before = await count();
    await post('hello');
    await expect.poll(count).toBe(before + 1);
    await expect
      .poll(() => system.output())
      .toMatch(/\d\d:\d\d:\d\d {2}turn-worker +turn\.done {2}now=\+PT\d+S/);
  });

  it('runs a schedule on request and answers when its jobs are handled', async () => {
    const before = await count();
    const result = (await system.run('stock-check')) as { at: string };
    expect(result.at).toMatch(/^2030-01-01T00:0\d:\d\dZ$/);
    expect(await count()).toBe(before + 2);
  });

  it('lets nobody run a schedule without the token of an administrator', async () => {
    const run = (token: string) =>
      fetch(`${system.url}/local/run/stock-check`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await run('wrong')).status).toBe(401);
    expect((await run('viewer-token')).status).toBe(403);
  });

  it('asks for a token where the API has an authorizer and tells the function the role', async () => {
    expect((await fetch(`${system.url}/api/count`)).status).toBe(401);
    const seen = await (await system.fetch('/api/count')).json();
    expect(seen).toMatchObject({
      groups: '[admin]',
      database: expect.stringMatching(/^postgres:\/\/frontdesk@127\.0\.0\.1:\d+\/frontdesk$/),
    });
  });

  it('shows the dashboard on every path that is a page, with the headers of the CDN', async () => {
    for (const page of ['/', '/campaigns/7']) {
      const response = await fetch(system.url + page);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toBe("default-src 'self'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await response.text()).toContain('<title>Frontdesk</title>');
    }
    expect(await (await fetch(`${system.url}/config.json`)).json()).toEqual({
      stage: 'local',
      apiBase: '',
      sandbox: false,
    });
    for (const nothing of ['/missing.js', '/../fingerprint.txt', '/%2e%2e/manifest.json', '/%zz.js']) {
      expect((await fetch(system.url + nothing)).status).toBe(404);
    }
  });

  it('never answers an API path with a page', async () => {
    const response = await fetch(`${system.url}/api/unknown`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not Found' });
    expect((await fetch(`${system.url}/l/unknown`)).status).toBe(404);
    expect((await fetch(`${system.url}/webhooks/chatwoot`)).status).toBe(404);
  });

  it('has no sandbox when a real Chatwoot is connected', async () => {
    const response = await fetch(`${system.url}/sandbox`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('CHATWOOT_URL is set') });
  });

  it('refuses a body of more than 10 MB', async () => {
    expect((await post('x'.repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
  });
});

describe('ending a system', () => {
  const systems: TestSystem[] = [];
  const start = async (env: Record<string, string> = {}) => {
    const system = await startTestSystem({ env: { ...small, ...env } });
    systems.push(system);
    return system;
  };
  afterEach(async () => {
    await Promise.all(systems.splice(0).map((system) => system.kill()));
  });
  const post = (system: TestSystem, body: string) =>
    system.fetch('/webhooks/chatwoot', { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  const count = async (system: TestSystem) =>
    ((await (await system.fetch('/api/count')).json()) as { count: number }).count;

  it('ends with the npm that started it, although a shell stands between them', async () => {
    const dataFolder = temporaryFolder('frontdesk-test');
    const launched = launchInShell({ ...small, PORT: '0', FRONTDESK_DATA_DIR: dataFolder });
    const url = await readyUrl(launched);
    launched.child.kill('SIGTERM');
    const answers = () =>
      fetch(`${url}/health`).then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 10_000 }).toBe(false);
  });

  it('lets jobs under way finish, is over within five seconds, and keeps what was done', async () => {
    const system = await start();
    await post(system, 'slow');
    const { code, ms } = await system.stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    const again = await system.restart();
    systems.push(again);
    expect(await count(again)).toBe(1);
    expect(again.token).toBe(system.token);
  });

  it('goes on at once after a SIGKILL: no job is lost, no process stays', async () => {
    const system = await start();
    await post(system, 'slow');
    await post(system, 'quick');
    const { process: instance } = (await (await system.fetch('/api/count')).json()) as { process: number };
    await system.kill();
    await expect.poll(() => isRunning(instance)).toBe(false);
    const again = await system.restart();
    systems.push(again);
    await expect.poll(() => count(again), { timeout: 10_000 }).toBe(2);
  });

  it('leaves nothing behind when it kept its data in memory', async () => {
    const TMPDIR = temporaryFolder('frontdesk-test');
    const system = await start({ FRONTDESK_DATA_DIR: 'memory', TMPDIR });
    expect(readdirSync(TMPDIR)).toEqual([expect.stringMatching(/^frontdesk-/)]);
    expect((await post(system, 'x')).status).toBe(200);
    expect((await system.stop()).code).toBe(0);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  it('also runs inside the process of a test, and gives everything back', async () => {
    const system = await startInProcess({ env: small });
    expect((await fetch(`${system.url}/config.json`)).status).toBe(200);
    expect(system.lines.join('\n')).toMatch(/functions +\d/);
    await system.stop();
    await expect(fetch(system.url)).rejects.toThrow('fetch failed');
  });

  it('refuses a second system on the same data', async () => {
    const system = await start();
    const second = launch({ ...small, PORT: '0', FRONTDESK_DATA_DIR: system.dataFolder });
    expect(await ended(second)).toBe(1);
    expect(second.output().trim()).toBe(
      `Another Frontdesk is running on the data folder ${system.dataFolder}. Stop it, or set FRONTDESK_DATA_DIR to another folder.`,
    );
  });
});

describe('a system that cannot start', () => {
  async function failing(env: Record<string, string>): Promise<string> {
    const dataFolder = temporaryFolder('frontdesk-test');
    const launched = launch({ PORT: '0', FRONTDESK_DATA_DIR: dataFolder, ...small, ...env });
    expect(await ended(launched)).toBe(1);
    return launched.output();
  }

  it('says in one line which setting is bad, and never its value', async () => {
    expect(await failing({ PORT: 'hunter2' })).toBe(
      'Cannot start: PORT must be a whole number from 0 to 65535.\n',
    );
  });

  it('says in one line that the port is taken, and what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    expect(await failing({ PORT: port })).toBe(
      `PORT: 127.0.0.1:${port} is in use already. Stop what listens there, or set PORT to another port.\n`,
    );
    server.close();
  });

  it('names DATABASE_URL when the database does not answer or refuses us, in one line without its value', async () => {
    const failingWith = (thrown: string) =>
      failing({
        DATABASE_URL: 'postgres://eve:hunter2@127.0.0.1:9/secrets',
        FRONTDESK_ASSEMBLY: aSmallSystem({
          migrate: `export const handler = async () => { throw ${thrown}; };`,
        }),
      });
    const unreachable = `Object.assign(new Error('Postgres cannot be reached'), { name: 'UpstreamUnavailable' })`;
    expect((await failingWith(unreachable)).trim().split('\n').at(-1)).toBe(
      'DATABASE_URL: Postgres cannot be reached. Start it or correct the address, or leave DATABASE_URL unset for an embedded database.',
    );
    const refused = await failingWith(`new Error('password authentication failed for user "eve"')`);
    expect(refused.trim().split('\n').at(-1)).toBe(
      'DATABASE_URL: Postgres refuses the user, the password or the database that it names. Correct the address.',
    );
    expect(refused).not.toMatch(/eve|hunter2|secrets|\n +at /);
  });

  it('says which migration failed and why', async () => {
    const assembly = aSmallSystem({
      migrate: 'export const handler = async () => { throw new Error("0003_x.sql: no such column"); };',
    });
    expect(await failing({ FRONTDESK_ASSEMBLY: assembly })).toContain(
      'migrate failed: Error: 0003_x.sql: no such column',
    );
  });
});

/** A process that ended and whom nobody has buried yet (a zombie) does not run. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  if (process.platform === 'linux') return existsSync(status) && !/\) Z /.test(readFileSync(status, 'utf8'));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
