import { expect, it } from 'vitest';
import { client, type Json, startSimulator } from './harness.ts';

const noBots = { error: 'Access to this endpoint is not authorized for bots' };

it('lets a bot do what Chatwoot lets bots do, and nothing else', async () => {
  const { bot, talkOn } = await startSimulator();
  const { conversationId: id, contactId } = talkOn('WhatsApp');
  const allowed: [string, string, unknown?][] = [
    ['GET', `/conversations/${id}`],
    ['PATCH', `/conversations/${id}`, { priority: 'low' }],
    ['POST', `/conversations/${id}/messages`, { content: 'Hello' }],
    ['POST', `/conversations/${id}/toggle_priority`, { priority: 'high' }],
    ['POST', `/conversations/${id}/toggle_typing_status`, { typing_status: 'on' }],
    ['POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { a: 1 } }],
    ['POST', `/conversations/${id}/assignments`, { assignee_id: 2 }],
    ['GET', `/conversations/${id}/labels`],
    ['POST', `/conversations/${id}/labels`, { labels: ['vip'] }],
    ['POST', `/conversations/${id}/toggle_status`, { status: 'open' }],
  ];
  for (const [method, path, body] of allowed) {
    expect([path, (await bot(method, path, body)).status]).toEqual([path, 200]);
  }
  const refused: [string, string, unknown?][] = [
    ['GET', `/conversations/${id}/messages`],
    ['GET', '/conversations'],
    ['GET', '/contacts'],
    ['GET', `/contacts/${contactId}`],
    ['POST', `/contacts/${contactId}/labels`, { labels: [] }],
    ['POST', '/bulk_actions', { type: 'Contact', ids: [contactId], labels: { add: ['vip'] } }],
    ['GET', '/inboxes'],
    ['GET', '/agents'],
    ['POST', '/actions/contact_merge', {}],
    ['GET', '/profile'],
  ];
  for (const [method, path, body] of refused) {
    const answer = await bot(method, path, body);
    expect([path, answer.status, answer.body]).toEqual([path, 401, noBots]);
  }
});

it('refuses without a token, with a wrong one and for another account', async () => {
  const { base, bot } = await startSimulator();
  const path = `${base}/api/v1/accounts/1/inboxes`;
  const none = await fetch(path);
  expect([none.status, await none.json()]).toEqual([
    401,
    { errors: ['You need to sign in or sign up before continuing.'] },
  ]);
  const wrong = await client(base, 'wrong')('GET', '/inboxes');
  expect([wrong.status, wrong.body]).toEqual([401, { error: 'Invalid Access Token' }]);
  const elsewhere = await fetch(`${base}/api/v1/accounts/2/conversations/1`, {
    headers: { api_access_token: await botToken(base) },
  });
  expect([elsewhere.status, await elsewhere.json()]).toEqual([
    401,
    { error: 'Bot is not authorized to access this account' },
  ]);
  expect((await bot('GET', '/conversations/99')).status).toBe(404);
});

async function botToken(base: string): Promise<string> {
  const { body } = await client(base, 'administrator-token')('GET', '/agent_bots');
  return body[0].access_token;
}

it('accepts the token under both spellings of the header', async () => {
  const { base } = await startSimulator();
  for (const name of ['api_access_token', 'Api-Access-Token']) {
    const answer = await fetch(`${base}/api/v1/profile`, { headers: { [name]: 'administrator-token' } });
    expect(await answer.json()).toMatchObject({ role: 'administrator', accounts: [{ id: 1 }] });
  }
});

it('shows an agent only the inboxes they belong to, and no secrets', async () => {
  const { base, admin, simulator, talkOn } = await startSimulator();
  const { conversationId } = talkOn('WhatsApp');
  const site = talkOn('Website');
  const mika = client(base, simulator.agentToken(3));
  expect((await mika('GET', `/conversations/${conversationId}`)).body).toEqual({
    error: 'You are not authorized to do this action',
  });
  expect((await mika('GET', `/conversations/${site.conversationId}`)).status).toBe(200);
  expect((await mika('GET', '/inboxes')).body.payload.map((one: Json) => one.name)).toEqual([
    'Website',
    'Email',
  ]);
  expect((await mika('GET', '/webhooks')).status).toBe(401);
  expect((await mika('GET', '/agent_bots')).body[0]).not.toHaveProperty('secret');
  expect((await admin('GET', '/agent_bots')).body[0]).toHaveProperty('secret');
});

it('assigns a conversation to the agent who opens it, but not to an administrator', async () => {
  const { base, admin, simulator, talkOn } = await startSimulator();
  const [one, two] = [talkOn('WhatsApp'), talkOn('Instagram')];
  const tomas = client(base, simulator.agentToken(2));
  const opened = await tomas('POST', `/conversations/${one.conversationId}/toggle_status`, {
    status: 'open',
  });
  expect(opened.body.payload.success).toBe(true);
  await admin('POST', `/conversations/${two.conversationId}/toggle_status`, { status: 'open' });
  expect(simulator.conversation(one.conversationId)['meta']).toMatchObject({ assignee: { id: 2 } });
  expect(simulator.conversation(two.conversationId)['meta']).not.toHaveProperty('assignee');
});

it('answers 404 for what it does not simulate', async () => {
  const { admin } = await startSimulator();
  for (const path of ['/automation_rules', '/macros', '/conversations/1/participants', '/reports']) {
    const answer = await admin('GET', path);
    expect([answer.status, answer.body]).toEqual([404, { error: 'Resource could not be found' }]);
  }
});
