import { afterEach, describe, expect, it } from 'vitest';
import { chatwootClient, escapeLiquid } from '../../lib/chatwoot/client.ts';
import { ChatwootUnavailable } from '../../lib/chatwoot/http.ts';
import { Secret } from '../../lib/config/secret.ts';
import { AmbiguousOutcome, MalformedInput, UpstreamRefused } from '../../lib/runtime/errors.ts';
import { answering, aServer } from '../support/http-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function aClient(...answers: Parameters<typeof aServer>) {
  const server = await aServer(...answers);
  open.push(server);
  const slept: number[] = [];
  const client = chatwootClient({
    baseUrl: server.url,
    accountId: 3,
    botToken: new Secret('bot-token'),
    apiToken: new Secret('api-token'),
    fetch,
    sleep: async (milliseconds) => void slept.push(milliseconds),
  });
  return { client, server, slept };
}

const words = { text: 'Yes, 14 left.', private: false, outboxId: 't1:say:0' };

describe('the Chatwoot client', () => {
  it('speaks with the bot’s token and reads with the administrator’s', async () => {
    const { client, server } = await aClient(answering(200, { id: 50233, payload: [] }));
    await client.send(7, words);
    await client.messages(7);
    expect(server.seen.map((request) => request.headers['api-access-token'])).toEqual([
      'bot-token',
      'api-token',
    ]);
    expect(server.seen[0]).toMatchObject({
      url: '/api/v1/accounts/3/conversations/7/messages',
      body: { content: 'Yes, 14 left.', private: false, content_attributes: { outbox_id: 't1:say:0' } },
    });
    expect(server.seen[0]?.body).not.toHaveProperty('source_id');
  });

  it('passes over pages of nothing but activity lines, which would look like the beginning', async () => {
    const line = (id: number, message_type: number) => ({ id, message_type, created_at: 1, content: 'x' });
    const { client, server } = await aClient(
      answering(200, { payload: [line(30, 2), line(31, 2)] }),
      answering(200, { payload: [line(10, 0), line(11, 2)] }),
    );
    expect((await client.messages(7)).map(({ id }) => id)).toEqual([10]);
    expect(server.seen.map(({ url }) => url.split('/').at(-1))).toEqual(['messages', 'messages?before=30']);
  });

  it('waits as long as a 429 says and then sends the message once', async () => {
    const { client, server, slept } = await aClient(
      answering(429, 'Retry later', { 'retry-after': '2' }),
      answering(200, { id: 1 }),
    );
    expect(await client.send(7, words)).toEqual({ messageId: 1 });
    expect(slept).toEqual([2000]);
    expect(server.seen).toHaveLength(2);
  });

  it('leaves a long 429 to the queue', async () => {
    const { client, slept } = await aClient(answering(429, 'Retry later', { 'retry-after': '120' }));
    await expect(client.send(7, words)).rejects.toMatchObject({
      name: 'UpstreamUnavailable',
      retryAfterSeconds: 120,
    });
    expect(slept).toEqual([]);
  });

  it.each([
    ['a server error', answering(502, 'Bad Gateway')],
    ['a proxy’s page', answering(200, '<html>')],
    ['a lost connection', (_: unknown, response: any) => response.socket.destroy()],
  ] as const)('never repeats a message after %s', async (_case, answer) => {
    const { client, server } = await aClient(answer);
    await expect(client.send(7, words)).rejects.toBeInstanceOf(AmbiguousOutcome);
    expect(server.seen).toHaveLength(1);
  });

  it('knows that a refused connection sent nothing', async () => {
    const { client, server } = await aClient(answering(200));
    await server.close();
    await expect(client.send(7, words)).rejects.toBeInstanceOf(ChatwootUnavailable);
  });

  it('says when Chatwoot is down or refuses the token, which an operator can heal', async () => {
    for (const status of [500, 503, 401]) {
      const { client } = await aClient(answering(status, { error: 'x' }));
      await expect(client.conversation(7)).rejects.toBeInstanceOf(ChatwootUnavailable);
    }
  });

  it('says when Chatwoot refuses for good', async () => {
    const { client } = await aClient(answering(404, { error: 'Resource could not be found' }));
    await expect(client.conversation(7)).rejects.toMatchObject({ name: 'UpstreamRefused', status: 404 });
    await expect(client.conversation(7)).rejects.toBeInstanceOf(UpstreamRefused);
  });

  it('names the place, not the content, of an answer it cannot read', async () => {
    const { client } = await aClient(answering(200, { payload: [{ id: 'secret words' }] }));
    const error = await client.messages(7).then(
      () => new Error('It answered'),
      (caught: unknown) => caught as Error,
    );
    expect(error).toBeInstanceOf(MalformedInput);
    expect(error.message).toContain('payload.0.id');
    expect(error.message).not.toContain('secret words');
  });

  it('adds a label and keeps the others', async () => {
    const { client, server } = await aClient(answering(200, ''));
    await client.addLabels(7, ['needs_person']);
    expect(server.seen[0]).toMatchObject({
      url: '/api/v1/accounts/3/bulk_actions',
      body: { type: 'Conversation', ids: [7], labels: { add: ['needs_person'] } },
    });
  });

  it('reads the labels of a contact as the administrator: a bot may not', async () => {
    const { client, server } = await aClient(answering(200, { payload: ['vip', 'stock_alert'] }));
    expect(await client.contactLabels(412)).toEqual(['vip', 'stock_alert']);
    expect(server.seen[0]).toMatchObject({ url: '/api/v1/accounts/3/contacts/412/labels' });
    expect(server.seen[0]?.headers['api-access-token']).toBe('api-token');
  });

  it('takes an unknown kind of assignee for a bot, and a person only for a person', async () => {
    const conversation = (assignee_type: string | undefined) => ({
      id: 7,
      inbox_id: 1,
      status: 'pending',
      can_reply: true,
      meta: { sender: { id: 1 }, channel: 'Channel::Api', assignee: { id: 9 }, assignee_type },
    });
    const kinds = [];
    for (const type of ['User', undefined, 'AgentBot', 'Captain::Assistant']) {
      const { client } = await aClient(answering(200, conversation(type)));
      kinds.push((await client.conversation(7)).assignee?.kind);
    }
    expect(kinds).toEqual(['person', 'person', 'bot', 'bot']);
  });
});

describe('outgoing text', () => {
  it('is not rendered as a Liquid template by Chatwoot', () => {
    for (const text of ['{{contact.email}}', '{% if x %}', '{{{a}}}']) {
      expect(escapeLiquid(text)).not.toMatch(/\{[{%]/);
      expect(escapeLiquid(text).replaceAll('\u200b', '')).toBe(text);
    }
    expect(escapeLiquid('{"a": {"b": 1}}')).toBe('{"a": {"b": 1}}');
  });
});
