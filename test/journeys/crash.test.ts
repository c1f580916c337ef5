import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { leaksIn, personalIn } from '../support/personal-data.ts';
import { startTestSystem, type TestSystem } from '../support/system.ts';

const chatwoot = '/sandbox/api/v1/accounts/1';

async function post(system: TestSystem, path: string, body: unknown): Promise<any> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(system.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return response.json();
}

async function said(system: TestSystem, conversationId: number): Promise<string[]> {
  const response = await fetch(`${system.url}${chatwoot}/conversations/${conversationId}/messages`, {
    headers: { 'Api-Access-Token': system.token },
  });
  const { payload } = (await response.json()) as { payload: any[] };
  return payload.filter((one) => one.sender?.type === 'agent_bot' && !one.private).map((one) => one.content);
}

async function until(
  what: string,
  look: () => Promise<boolean>,
  output: () => string,
  seconds = 30,
): Promise<void> {
  const give = Date.now() + seconds * 1000;
  while (!(await look())) {
    if (Date.now() > give) throw new Error(`Waited in vain: ${what}\n${output().slice(-4000)}`);
    await sleep(50);
  }
}

describe('when the plug is pulled', () => {
  it.each(['after-live-read', 'after-commit', 'after-send-before-mark'])(
    '%s, the customer has exactly one answer after the next start',
    async (point) => {
      const system = await startTestSystem({
        env: { LOG: 'json', FRONTDESK_FAULT: `${point}:kill`, FRONTDESK_VISIBILITY_SECONDS: '1' },
      });
      const { linkId } = await post(system, '/sandbox/ui/customers', {
        name: 'Ottilie Brackwater',
        inboxId: 1,
      });
      const text = 'How much is the oak table lamp?';
      const { conversationId } = await post(system, `/sandbox/ui/links/${linkId}/messages`, { text });
      // The function's process ends at the fault point; the runner says so, and then everything ends.
      await until(
        'the function to die',
        async () => /exited with error.*"service":"turn-worker"/.test(system.output()),
        system.output,
      );
      expect((await said(system, conversationId)).length).toBe(point === 'after-send-before-mark' ? 1 : 0);
      await system.kill();

      const again = await system.restart({ FRONTDESK_FAULT: '' });
      await until('the answer', async () => (await said(again, conversationId)).length > 0, again.output);
      await until('the record', async () => /work\.done/.test(again.output()), again.output);
      expect(await said(again, conversationId)).toHaveLength(1);
      const personal = await personalIn(again);
      expect((await again.stop()).code).toBe(0);
      expect(personal).toContain(text);
      expect(leaksIn(system.output() + again.output(), personal)).toEqual([]);
    },
    120_000,
  );
});
