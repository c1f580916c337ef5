import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outboundJob, turnJob, workJob } from '../../lib/queue/jobs.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const conversation = { accountId: 1, conversationId: 42 };
const contact = { id: 7, name: 'Ana Demo', email: null, phone: null, identifier: null };

// As the first release wrote them. Whatever is added to a job needs a default, or a deploy loses what lies in the queue.
const firstRelease = {
  turn: {
    kind: 'take-turn',
    ...conversation,
    cause: 'customer-message',
    messageId: 501,
    deliveryId: '6f0c5e0e-2a60-4c0b-9a8b-1f4f7f9e2d11',
    acceptedAt: '2026-06-18T09:15:01.000Z',
  },
  afterTurn: {
    kind: 'after-turn',
    turnId: '0b6a7c0e-7a54-4a57-9a3d-0a3f6a4f1c11',
    ...conversation,
    inboxId: 3,
    channel: 'whatsapp',
    contact,
    messageIds: [501],
    intent: 'product_inquiry',
    priority: 'medium',
    sentiment: 0,
    language: 'en',
    route: 'agent',
    confidence: 0.9,
    reason: 'asks for a price',
    escalationReason: null,
    tools: ['search_products'],
    receipts: [{ claim: '€89.00', recordId: 'product:LAMP-OAK' }],
    model: 'built-in',
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    facts: [],
    startedAt: '2026-06-18T09:15:02.000Z',
    answeredAt: '2026-06-18T09:15:03.000Z',
    outcome: 'answered',
  },
  worklist: {
    kind: 'worklist',
    id: '0b6a7c0e-7a54-4a57-9a3d-0a3f6a4f1c12',
    ...conversation,
    worklistKind: 'handed-over',
    messageIds: [501],
    reason: 'Asked for a person.',
    since: '2026-06-18T09:15:03.000Z',
  },
  stockNotice: {
    kind: 'stock-notice',
    alertId: '0b6a7c0e-7a54-4a57-9a3d-0a3f6a4f1c13',
    ...conversation,
    inboxId: 3,
  },
};

describe('while a deploy goes on, or after it was taken back, what a newer release left', () => {
  it.each(Object.keys(firstRelease) as (keyof typeof firstRelease)[])('as %s job can be read', (name) => {
    const schema = z.union([turnJob, workJob, outboundJob]);
    expect(schema.parse({ ...firstRelease[name], addedLater: { by: 'us' } })).not.toHaveProperty(
      'addedLater',
    );
  });

  it('in a ledger can be read, and the customer is answered', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, 'Hello');
    await world.turn(conversationId);
    const { dynamodb, tableName } = world.table;
    const Key = { pk: { S: `conversation#1:${conversationId}` }, sk: { S: 'ledger' } };
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: tableName, Key }));
    const state = { ...JSON.parse(Item?.['state']?.S ?? ''), addedLater: true };
    const Next = { ...Item, state: { S: JSON.stringify(state) } };
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: Next }));
    world.simulator.customerWrites(customer, 'How much is the oak table lamp?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });
});

describe('after a deploy, what an older release left', () => {
  it.each([
    ['turns.fifo', turnJob, firstRelease.turn],
    ['work.fifo', workJob, firstRelease.afterTurn],
    ['work.fifo', workJob, firstRelease.worklist],
    ['outbound.fifo', outboundJob, firstRelease.stockNotice],
  ] as const)('on %s can be read', (_queue, schema, job) => {
    const parsed = schema.safeParse(job);
    expect(parsed.error).toBeUndefined();
    expect(parsed.data).toMatchObject(job);
  });

  it('in a ledger can be read, and what it owed is paid by the new one', async () => {
    const world = await aTurnWorld();
    const { conversationId, messageId } = world.simulator.customerWrites(world.customer(), 'Hello!');
    const turnId = firstRelease.afterTurn.turnId;
    const owed = {
      turnId,
      messageIds: [messageId],
      committedAt: new Date().toISOString(),
      entries: [
        { kind: 'say', outboxId: `${turnId}:say:0`, text: 'Hello! How can I help you?' },
        { kind: 'record', job: { ...firstRelease.afterTurn, conversationId, messageIds: [messageId] } },
      ],
    };
    const state = {
      seen: true,
      owner: 'bot',
      paused: false,
      releasedAfter: 0,
      lastStatus: 'pending',
      lastPersonAssigned: null,
      handled: [messageId],
      owed: [owed],
      sent: [],
    };
    await world.table.dynamodb.send(
      new PutItemCommand({
        TableName: world.table.tableName,
        Item: {
          pk: { S: `conversation#1:${conversationId}` },
          sk: { S: 'ledger' },
          version: { N: '3' },
          state: { S: JSON.stringify(state) },
          expiresAt: { N: String(Math.floor(Date.now() / 1000) + 3600) },
        },
      }),
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do', paid: 1 });
    expect(world.said(conversationId)).toEqual(['Hello! How can I help you?']);
    expect(world.queued).toMatchObject([{ kind: 'after-turn', turnId, cacheReadTokens: 0, optedOut: false }]);
  });
});
