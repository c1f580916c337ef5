import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import type { ProductInput } from '../../lib/catalog/product.ts';
import { chatwootClient } from '../../lib/chatwoot/client.ts';
import { Secret } from '../../lib/config/secret.ts';
import { putOnRecord } from '../../lib/insight/put-on-record.ts';
import {
  outboundReceives,
  type AfterTurnJob,
  type StockAlertJob,
  type StockNoticeJob,
  type RecordJob,
} from '../../lib/queue/jobs.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import type { FaultPoint } from '../../lib/runtime/fault-point.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import { checkStock } from '../../lib/stock-alerts/check-stock.ts';
import { stockCheckGraph } from '../../lib/stock-alerts/graph.ts';
import { notifyWaiting, type NotifyRequest } from '../../lib/stock-alerts/notify.ts';
import { noteWish } from '../../lib/stock-alerts/note-wish.ts';
import { sendStockNotice } from '../../lib/stock-alerts/stock-notice.ts';
import { listAlerts } from '../../lib/stock-alerts/store.ts';
import { dynamoLedger, newLedger } from '../../lib/store/dynamodb/ledger.ts';
import { payOwed } from '../../lib/turn/pay-owed.ts';
import { customerWords, withHandled } from '../../lib/conversation/words.ts';
import { startChatwootSimulator } from '../../local/chatwoot-simulator/simulator.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aTable } from '../support/dynamodb.ts';
import { aDb } from '../support/postgres.ts';

interface Customer {
  conversationId: number;
  contactId: number;
  contactInboxId: number;
  inboxId: number;
  channel: string;
}

interface Queued {
  job: StockNoticeJob;
  group: string;
  deduplicationId: string;
  receives: number;
}

/**
 * A shop whose customers wait for things: the simulated Chatwoot over HTTP, Postgres, DynamoDB, the real graph and
 * worker. The queue is a list: tests say when a notice is tried, and time passes when they say so.
 */
export async function aStockWorld(...products: Partial<ProductInput>[]) {
  const clock = { now: new Date('2026-05-01T12:00:00Z') };
  const now = () => new Date(clock.now);
  const simulator = await startChatwootSimulator({
    ...{
      file: ':memory:',
      now,
      webhookUrl: () => undefined,
      apiToken: 'api-token-not-real',
      log: () => undefined,
    },
    sending: { send: 1, delivered: 1, read: 1 },
  });
  worlds.push(simulator);
  const chatwoot = chatwootClient({
    ...{ baseUrl: await simulator.listen(), accountId: 1, fetch },
    botToken: new Secret(simulator.credentials.botToken),
    apiToken: new Secret('api-token-not-real'),
    sleep: (milliseconds) => sleep(Math.min(milliseconds, 5)),
  });
  const db = await aDb();
  const { dynamodb, tableName } = await aTable();
  const ledger = dynamoLedger({ dynamodb, tableName, now });
  const [queue, logged]: [Queued[], LogEvent[]] = [[], []];
  const hooks = {
    faultPoint: async (_name: FaultPoint): Promise<void> => {},
    queueIsDown: false,
    stopped: false,
  };
  const log = (event: LogEvent) => void logged.push(event);
  const record = (job: RecordJob) => putOnRecord({ db, log }, job);
  const deps = {
    ...{ chatwoot, db, ledger, now, log, shopName: 'Demo shop' },
    inboxOf: (inboxId: number) => chatwoot.inbox(inboxId),
    isOptOut: (text: string) => Promise.resolve(text === 'STOP'),
    limits: { isStopped: () => Promise.resolve(hooks.stopped) },
    work: { send: record },
    faultPoint: (name: FaultPoint) => hooks.faultPoint(name),
  };
  const outbound = {
    send: async (job: StockNoticeJob, order: { group: string; deduplicationId: string }) => {
      if (hooks.queueIsDown) throw new UpstreamUnavailable('The queue is down');
      queue.push({ job, ...order, receives: 0 });
    },
  };
  const graph = stockCheckGraph({ db, outbound, now });
  if (products.length > 0)
    await upsertProducts(
      { db, embeddings: wordVectors() },
      products.map((one) => aProduct(one)),
    );

  const inboxOf = (channel: string, hasBot: boolean) => {
    const found = simulator.inboxes().find((one) => one.channel === channel && one.hasBot === hasBot);
    if (found === undefined) throw new Error(`No inbox of ${channel}`);
    return found.id;
  };

  const world = {
    ...{ clock, simulator, db, ledger, queue, logged, hooks, deps, record },
    pass: (minutes: number) => void (clock.now = new Date(clock.now.getTime() + minutes * 60_000)),
    check: () => checkStock({ graph }),
    /** Somebody of the team says that it is back. */
    notify: (request: Partial<NotifyRequest>) =>
      notifyWaiting(
        { ...deps, outbound },
        { sku: 'LAMP-OAK', policy: 'one-per-unit', dryRun: false, ...request },
      ),
    /** A customer who has written and been answered. */
    async customer(name = 'Ana Souza', channel = 'Channel::WebWidget', hasBot = true): Promise<Customer> {
      const inboxId = inboxOf(channel, hasBot);
      const { contactId, contactInboxId } = simulator.newCustomer({ name, inboxId });
      const { conversationId } = simulator.customerWrites(contactInboxId, 'Tell me when it is back');
      await world.answered(conversationId);
      const inbox = await chatwoot.inbox(inboxId);
      return { conversationId, contactId, contactInboxId, inboxId, channel: inbox.channel.name };
    },
    /** What a turn does that answers everything: the ledger says so, and earlier promises are paid before. */
    async answered(conversationId: number): Promise<void> {
      const key = { accountId: 1, conversationId };
      const { ledger: known } = await payOwed(deps, key, (await ledger.read(key)) ?? newLedger());
      const words = customerWords(await chatwoot.messages(conversationId));
      const { status } = await chatwoot.conversation(conversationId);
      const handled = withHandled(
        known,
        words.map(({ messageId }) => messageId),
      );
      await ledger.write(key, { ...known, seen: true, lastStatus: status, ...handled });
    },
    wish(customer: Customer, sku = 'LAMP-OAK', overrides: Partial<StockAlertJob> = {}): Promise<void> {
      world.pass(1);
      return noteWish(db, aWishJob(customer, { sku, requestedAt: now().toISOString(), ...overrides }));
    },
    optOut: (customer: Customer) => record(anOptOut(customer, now())),
    /** Tries the oldest notice of the queue once, as the worker would. False when it must be tried again. */
    async attempt(): Promise<boolean> {
      const [first] = queue;
      if (first === undefined) return true;
      first.receives += 1;
      const { receives } = first;
      try {
        await sendStockNotice(deps, first.job, { receives, isLast: receives >= outboundReceives });
        queue.shift();
        return true;
      } catch {
        if (receives >= outboundReceives) queue.shift();
        return false;
      }
    },
    async deliver(): Promise<void> {
      while (queue.length > 0) await world.attempt();
    },
    /** What the assistant said in a conversation. */
    said: (conversationId: number): string[] =>
      simulator
        .messages(conversationId)
        .filter((one: any) => one.message_type === 1 && !one.private && one.sender?.type === 'agent_bot')
        .map((one: any) => String(one.content)),
    alerts: async () => (await listAlerts(db, { accountId: 1, limit: 200 })).toReversed(),
    worklist: async () =>
      (await db.query('select id, reason from worklist')).rows as { id: string; reason: string }[],
  };
  return world;
}
export type StockWorld = Awaited<ReturnType<typeof aStockWorld>>;

function aWishJob(
  customer: Customer,
  { sku, ...overrides }: { sku: string; requestedAt: string } & Partial<StockAlertJob>,
): StockAlertJob {
  messageIds += 1;
  const { conversationId, inboxId, channel } = customer;
  return {
    ...{ kind: 'stock-alert', turnId: randomUUID(), accountId: 1, conversationId, inboxId, channel },
    contact: { id: customer.contactId, name: 'Ana Souza', email: null, phone: null, identifier: null },
    product: { name: sku === 'LAMP-OAK' ? 'Oak table lamp' : sku, sku, url: null },
    ...{ messageId: messageIds, customerMessage: 'Tell me', conversationContext: '', language: 'en' },
    priority: 'high',
    ...overrides,
  };
}
let messageIds = 0;

function anOptOut(customer: Customer, at: Date): AfterTurnJob {
  const { conversationId, inboxId, channel, contactId } = customer;
  return {
    ...{ kind: 'after-turn', turnId: randomUUID(), accountId: 1, conversationId, inboxId, channel },
    contact: { id: contactId, name: 'Ana Souza', email: null, phone: null, identifier: null },
    ...{
      messageIds: [9001],
      intent: 'opt_out',
      priority: 'low',
      sentiment: 0,
      language: 'en',
      route: 'automated',
    },
    ...{ confidence: 1, reason: 'Stop.', escalationReason: null, tools: [], receipts: [], model: 'built-in' },
    ...{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, costUsd: 0, facts: [] },
    ...{ startedAt: at.toISOString(), answeredAt: at.toISOString(), outcome: 'answered' },
    optedOut: true,
  };
}

const worlds: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});
