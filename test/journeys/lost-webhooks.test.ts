import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { leaksIn, personalIn } from '../support/personal-data.ts';
import { startTestSystem, type TestSystem } from '../support/system.ts';

async function sandbox(system: TestSystem, path: string, body: unknown): Promise<any> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${system.url}/sandbox/ui${path}`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  expect(response.status).toBe(200);
  return response.json();
}

async function said(system: TestSystem, conversationId: number): Promise<string[]> {
  const path = `/sandbox/api/v1/accounts/1/conversations/${conversationId}/messages`;
  const response = await fetch(system.url + path, { headers: { 'Api-Access-Token': system.token } });
  const { payload } = (await response.json()) as { payload: any[] };
  return payload.filter((one) => one.sender?.type === 'agent_bot' && !one.private).map((one) => one.content);
}

it('a customer whose webhooks were all lost is answered after the next look, once', async () => {
  const before = await startTestSystem({ env: { LOG: 'json' } });
  await sandbox(before, '/faults', { lose: 1 });
  const { linkId } = await sandbox(before, '/customers', { name: 'Ottilie Brackwater', inboxId: 1 });
  const text = 'How much is the oak table lamp?';
  const { conversationId } = await sandbox(before, `/links/${linkId}/messages`, { text });
  // Too early: their webhook may be on its way.
  expect(await before.run('reconcile')).toMatchObject({ backfilled: 0 });
  expect(await said(before, conversationId)).toEqual([]);
  await before.stop();

  const later = await before.restart({ FRONTDESK_NOW: '+PT5M' });
  expect(await later.run('reconcile')).toMatchObject({ backfilled: 1, unfinished: 0, unswept: 0 });
  await expect.poll(() => said(later, conversationId), { timeout: 30_000 }).toHaveLength(1);
  expect((await said(later, conversationId))[0]).toContain('€89.00');
  expect(await later.run('reconcile')).toMatchObject({ queued: 0, backfilled: 0 });
  await sleep(500);
  expect(await said(later, conversationId)).toHaveLength(1);
  const personal = await personalIn(later);
  expect((await later.stop()).code).toBe(0);
  expect(personal).toContain(text);
  expect(leaksIn(before.output() + later.output(), personal)).toEqual([]);
}, 240_000);
