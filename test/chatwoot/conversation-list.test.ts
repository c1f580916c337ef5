import { expect, it, onTestFinished } from 'vitest';
import { chatwootClient } from '../../lib/chatwoot/client.ts';
import { Secret } from '../../lib/config/secret.ts';
import { answering, aServer } from '../support/http-server.ts';

const listed = {
  id: 7,
  inbox_id: 2,
  status: 'pending',
  meta: { sender: { id: 9, name: 'Ana Demo' }, channel: 'Channel::Whatsapp' },
  last_activity_at: 1_781_774_100,
  updated_at: 1_781_774_100.418,
  last_non_activity_message: {
    ...{ id: 50, content: 'Hello', message_type: 0, private: false, created_at: 1_781_774_100 },
    sender: { id: 9, type: 'contact' },
  },
};

async function pageOf(...payload: unknown[]) {
  const server = await aServer(answering(200, { data: { meta: { all_count: 51 }, payload } }));
  onTestFinished(() => server.close());
  const secret = new Secret('token');
  const deps = { baseUrl: server.url, accountId: 3, botToken: secret, apiToken: secret, fetch };
  const page = await chatwootClient({ ...deps, sleep: async () => {} }).conversations(2);
  return { page, seen: server.seen };
}

it('asks for every status, so that none slips from page to page when it changes', async () => {
  const { page, seen } = await pageOf(listed);
  expect(seen.map(({ url }) => url)).toEqual(['/api/v1/accounts/3/conversations?status=all&page=2']);
  expect(page).toMatchObject({ unreadable: 0, total: 51 });
  expect(page.conversations).toMatchObject([
    {
      ...{ id: 7, inboxId: 2, status: 'pending', lastMessageId: 50 },
      movedAt: new Date('2026-06-18T09:15:00Z'),
      lastMessage: { id: 50, author: 'customer', text: 'Hello' },
    },
  ]);
});

it('has another version for whatever was touched, also when a message came late and moved nothing', async () => {
  const late = { ...listed, updated_at: 1_781_774_102.001 };
  const versions = (await pageOf(listed, late, listed)).page.conversations.map(({ version }) => version);
  expect(new Set(versions).size).toBe(2);
  expect(versions[2]).toBe(versions[0]);
});

it('reads those it can beside one in a form it does not know', async () => {
  const odd = { ...listed, id: 8, last_activity_at: 'yesterday' };
  const { page } = await pageOf(odd, listed, { ...listed, id: 9, last_non_activity_message: null });
  expect(page.unreadable).toBe(1);
  expect(page.conversations.map(({ id, lastMessage }) => [id, lastMessage?.id])).toEqual([
    [7, 50],
    [9, undefined],
  ]);
});
