import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '../support/system.ts';

interface FromSandbox {
  linkId: number;
  conversationId: number;
  messages: { by: string; text: string }[];
}

describe('a first start with nothing configured', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
  }, 120_000);
  afterAll(async () => {
    await system.kill();
  });

  async function sandbox(path: string, body?: unknown): Promise<FromSandbox> {
    const headers = { 'content-type': 'application/json' };
    const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await (await fetch(`${system.url}/sandbox/ui/${path}`, init)).json()) as FromSandbox;
  }

  async function written(conversationId: number): Promise<FromSandbox['messages']> {
    return (await sandbox(`conversations/${conversationId}`)).messages;
  }

  it('is healthy, and shows dashboard and sandbox', async () => {
    const health = await fetch(`${system.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok' });
    expect(system.output()).toContain('  Models      built-in (no key set)\n');
    for (const page of ['/', '/sandbox']) {
      const response = await fetch(system.url + page);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
    expect(await (await fetch(`${system.url}/config.json`)).json()).toMatchObject({ sandbox: true });
  });

  it('has filled in the demo shop and answers a customer from it; a restart keeps both and fills in nothing', async () => {
    expect(system.output()).toMatch(/demo shop +\d/);
    const { linkId } = await sandbox('customers', { name: 'Ana', inboxId: 4 });
    const question = { text: 'How much is the oak table lamp?' };
    const { conversationId } = await sandbox(`links/${linkId}/messages`, question);
    await expect
      .poll(async () => (await written(conversationId)).find(({ by }) => by === 'bot')?.text, {
        timeout: 20_000,
      })
      .toContain('89.00');

    await system.kill();
    system = await system.restart();
    expect(system.output()).not.toContain('demo shop');
    expect((await written(conversationId)).filter(({ by }) => by === 'bot')).toHaveLength(1);
  }, 60_000);

  it('runs every schedule it lists', async () => {
    const unknown = await system.fetch('/local/run/tea', { method: 'POST' });
    const names =
      /There are: (.*)\./.exec(((await unknown.json()) as { detail: string }).detail)?.[1]?.split(', ') ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) await system.run(name);
  }, 60_000);
});
