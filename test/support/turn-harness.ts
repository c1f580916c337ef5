import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { chatwootClient } from '../../lib/chatwoot/client.ts';
import { Secret } from '../../lib/config/secret.ts';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import { builtInModel } from '../../lib/models/built-in/built-in-model.ts';
import { detectLanguage } from '../../lib/models/built-in/language.ts';
import type { LanguageModel } from '../../lib/models/llm.ts';
import { metered } from '../../lib/models/metered.ts';
import type { Attempt, TurnJob, WorkJob } from '../../lib/queue/jobs.ts';
import type { FaultPoint } from '../../lib/runtime/fault-point.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import { DynamoDbSaver } from '../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { dynamoLedger } from '../../lib/store/dynamodb/ledger.ts';
import { turnGraph } from '../../lib/turn/graph.ts';
import { takeTurn } from '../../lib/turn/take-turn.ts';
import { startChatwootSimulator } from '../../local/chatwoot-simulator/simulator.ts';
import { aTable } from './dynamodb.ts';
import { aSpending } from './spending.ts';

const embeddings = builtInEmbeddings();
const builtIn = builtInModel({ embeddings });

const wallLamp = {
  id: 'product:LAMP-WALL',
  sku: 'LAMP-WALL',
  name: 'Brass Wall Lamp',
  description: 'A wall lamp of brushed brass.',
  priceCents: 12900,
  currency: 'EUR',
  stock: 0,
  url: 'https://shop.example/brass-wall-lamp',
  category: 'Lamps',
  variants: [],
};

const oakLamp = {
  id: 'product:LAMP-OAK',
  sku: 'LAMP-OAK',
  name: 'Oak Table Lamp',
  description: 'A table lamp of solid oak with a linen shade.',
  priceCents: 8900,
  currency: 'EUR',
  stock: 14,
  url: 'https://shop.example/oak-table-lamp',
  category: 'Lamps',
  variants: [],
};

/**
 * One conversation's worth of the real thing: the simulated Chatwoot over HTTP, DynamoDB, the real graph, saver and
 * built-in model. Webhooks and queues are left out: tests say when a turn is taken and which attempt it is.
 */
export async function aTurnWorld({
  shopData = async () => {},
  models = {},
  budgets = {},
}: {
  shopData?: () => Promise<void>;
  models?: Partial<Record<'router' | 'extraction' | 'conversation', LanguageModel>>;
  /** What models may cost, US dollars. */
  budgets?: { dailyUsd?: number; monthlyUsd?: number; conversationUsd?: number };
} = {}) {
  const clock = { shiftMs: 0 };
  const now = () => new Date(Date.now() + clock.shiftMs);
  const apiToken = 'api-token-not-real';
  const simulator = await startChatwootSimulator({
    file: ':memory:',
    now,
    webhookUrl: () => undefined,
    apiToken,
    log: () => undefined,
    sending: { send: 1, delivered: 1, read: 1 },
  });
  const baseUrl = await simulator.listen();
  worlds.push(simulator);
  const { dynamodb, tableName } = await aTable();
  const queued: WorkJob[] = [];
  const logged: LogEvent[] = [];
  const stock = [oakLamp, wallLamp].map((product) => ({
    ...product,
    productSku: product.sku,
    productId: randomUUID(),
    variantName: null,
  }));
  const waiting: { sku: string | null; productName: string }[] = [];
  const hooks = { thinking: async () => {}, faultPoint: async (_name: FaultPoint): Promise<void> => {} };
  const model: LanguageModel = {
    ...builtIn,
    async converse(request) {
      await hooks.thinking();
      return builtIn.converse(request);
    },
  };
  const chatwoot = chatwootClient({
    baseUrl,
    accountId: 1,
    botToken: new Secret(simulator.credentials.botToken),
    apiToken: new Secret(apiToken),
    fetch,
    sleep: (milliseconds) => sleep(Math.min(milliseconds, 5)),
  });
  const ledger = dynamoLedger({ dynamodb, tableName, now });
  const log = (event: LogEvent) => void logged.push(event);
  const spending = aSpending({ table: { dynamodb, tableName, now }, budgets, log });
  const paid = (usd: number) => spending.meter.paid(usd);
  const deps = {
    chatwoot,
    inboxOf: (inboxId: number) => chatwoot.inbox(inboxId),
    ledger,
    limits: spending.limits,
    work: { send: async (job: WorkJob) => void queued.push(job) },
    builtIn,
    router: builtIn,
    extraction: builtIn,
    conversation: model,
    ...Object.fromEntries(Object.entries(models).map(([role, one]) => [role, metered(one, paid)])),
    languageOf: detectLanguage,
    membersOf: (inboxId: number) => chatwoot.inboxMembers(inboxId),
    labelsOf: (contactId: number) => chatwoot.contactLabels(contactId),
    stockOf: async (sku: string) => stock.find((item) => item.sku === sku),
    openWishes: async () => {
      await shopData();
      return waiting;
    },
    products: async (query: string) => {
      await shopData();
      const lamps = [oakLamp, wallLamp];
      const texts = lamps.map(({ name, description }) => `${name}. ${description}`);
      const [asked, ...vectors] = await embeddings.embed([query, ...texts]);
      return lamps.map((lamp, index) => ({
        ...lamp,
        score: vectors[index]!.reduce((sum, value, at) => sum + value * asked![at]!, 0),
        matchedWords: lamp.name.split(' ').some((word) => new RegExp(word, 'iu').test(query)),
      }));
    },
    knowledge: async () => {
      await shopData();
      return [];
    },
    shop: { name: 'Demo shop', timeZone: 'Europe/Madrid' },
    quietMs: 0,
    now,
    realTime: now,
    newId: randomUUID,
    faultPoint: (name: FaultPoint) => hooks.faultPoint(name),
    log,
  };
  const saver = new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' });
  const graph = turnGraph(deps, saver);
  const thrifty = turnGraph({ ...deps, router: builtIn, extraction: builtIn, conversation: builtIn }, saver);
  const inbox = (channel: string, hasBot = true) => {
    const found = simulator.inboxes().find((one) => one.channel === channel && one.hasBot === hasBot);
    if (found === undefined) throw new Error(`No inbox of ${channel}`);
    return found.id;
  };
  const customer = (channel = 'Channel::WebWidget', hasBot = true) =>
    simulator.newCustomer({ name: 'Ana Demo', inboxId: inbox(channel, hasBot) }).contactInboxId;

  return {
    simulator,
    /** Where the simulated Chatwoot and the table answer, for tests that put something in between. */
    address: { baseUrl, apiToken },
    table: { dynamodb, tableName },
    chatwoot,
    ledger,
    clock,
    breaker: spending.breaker,
    queued,
    logged,
    stock,
    waiting,
    hooks,
    deps,
    customer,
    /** Takes a turn as the worker would. */
    async turn(
      conversationId: number,
      attempt: Attempt = { receives: 1, isLast: false },
      messageId: number | null = null,
    ) {
      const job: TurnJob = {
        kind: 'take-turn',
        accountId: 1,
        conversationId,
        cause: 'customer-message',
        messageId,
        deliveryId: null,
        acceptedAt: now().toISOString(),
      };
      const result = await takeTurn({ ...deps, graph, thrifty }, job, attempt);
      await spending.meter.flush();
      return result;
    },
    /** The customer of a conversation in Chatwoot's contact list, with labels. */
    async contactOf(conversationId: number): Promise<any> {
      const { contact } = await chatwoot.conversation(conversationId);
      const read = async (path: string): Promise<any> => {
        const address = `${baseUrl}/api/v1/accounts/1/contacts/${contact.id}${path}`;
        return (await fetch(address, { headers: { 'Api-Access-Token': apiToken } })).json();
      };
      const [{ payload }, { payload: labels }] = await Promise.all([read(''), read('/labels')]);
      return { ...payload, labels };
    },
    /** The channel refuses the bot's first words after Chatwoot has taken them, as Meta does outside its window. */
    refuseDelivery(conversationId: number) {
      const sent = simulator.messages(conversationId).find((one) => one['message_type'] === 1);
      simulator.failDelivery(Number(sent?.['id']), '131047: Re-engagement message');
    },
    /** What the customer sees from the bot, in order. */
    said: (conversationId: number): string[] =>
      simulator
        .messages(conversationId)
        .filter(
          (message: any) =>
            message.message_type === 1 && !message.private && message.sender?.type === 'agent_bot',
        )
        .map((message: any) => String(message.content)),
    notes: (conversationId: number): string[] =>
      simulator
        .messages(conversationId)
        .filter((message: any) => message.private)
        .map((message: any) => String(message.content)),
  };
}
export type TurnWorld = Awaited<ReturnType<typeof aTurnWorld>>;

const worlds: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});
