import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { aDashboardApi } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
}, 60_000);

it('settings say which secrets are set and which models are asked, and no secret', async () => {
  const { body } = await api.call('GET', '/api/settings');
  expect(body).toMatchObject({
    shop: { name: 'Lamps', timeZone: 'UTC' },
    chatwoot: { url: api.chatwootUrl, accountId: 1 },
    budgets: { dailyUsd: null, monthlyUsd: null, conversationUsd: null },
    secrets: { CHATWOOT_API_TOKEN: true, CHATWOOT_WEBHOOK_SECRETS: true, OPENAI_API_KEY: false },
    models: { conversation: ['built-in'], embedding: 'built-in' },
    problem: null,
  });
  expect(JSON.stringify(body)).not.toContain('api-token-not-real');
});

it('dead letters are counted and named by queue, without what they carry, and stay where they are', async () => {
  const url = process.env['TURNS_DEAD_LETTERS_URL']!;
  const sqs = new SQSClient({
    endpoint: process.env['AWS_ENDPOINT_URL_SQS']!,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => sqs.destroy());
  const bodies = [JSON.stringify({ kind: 'take-turn', conversationId: 7, text: 'my words' }), 'no job'];
  for (const [index, MessageBody] of bodies.entries()) {
    const ids = { MessageGroupId: `g${index}`, MessageDeduplicationId: `d${index}` };
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, ...ids }));
  }
  for (let times = 0; times < 2; times += 1) {
    const { body } = await api.call('GET', '/api/dead-letters', { as: 'operator' });
    expect(body.items.map(({ queue, count }: any) => [queue, count])).toEqual([
      ['turns.fifo', 2],
      ['work.fifo', 0],
      ['outbound.fifo', 0],
    ]);
    expect(body.items[0].messages).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'take-turn', conversationId: 7, reason: 'attempts-used-up' }),
        expect.objectContaining({ kind: null, conversationId: null, reason: 'unreadable' }),
      ]),
    );
    expect(JSON.stringify(body)).not.toContain('my words');
  }
});
