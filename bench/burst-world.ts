import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { chatwootClient } from '../lib/chatwoot/client.ts';
import { Secret } from '../lib/config/secret.ts';
import { newBreaker } from '../lib/store/dynamodb/breaker-store.ts';
import { limits } from '../lib/limits/limits.ts';
import type { TurnJob } from '../lib/queue/jobs.ts';
import { Conflict } from '../lib/runtime/errors.ts';
import type { Ledger, LedgerStore } from '../lib/store/dynamodb/ledger.ts';
import { turnGraph } from '../lib/turn/graph.ts';
import { takeTurn } from '../lib/turn/take-turn.ts';
import { startChatwootSimulator } from '../local/chatwoot-simulator/simulator.ts';
import type { Dice } from '../test/support/crash/dice.ts';
import { anAnswer, aVerdict, scriptedModel } from '../test/support/scripted-model.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** How long the answering model thinks, seconds. */
export type Thinking = readonly [from: number, to: number];

/** What one burst came to. */
export interface BurstOutcome {
  replies: number;
  modelCalls: number;
  /** From the last message of the customer to the last words of ours. */
  secondsToAnswer: number;
}

const accountId = 1;
/** What Chatwoot takes to store a message, as the burst model has it. */
const sendSeconds = 0.3;

/**
 * The real turn over a simulated Chatwoot, in time of its own: while a model thinks or a message is sent, the clock jumps
 * there, and what customers write meanwhile is written on the way. Nothing waits in real time.
 */
export async function openBurstWorld(dice: Dice) {
  const clock = virtualClock(new Date('2026-06-01T09:00:00Z'));
  const now = () => clock.date();
  const simulator = await startChatwootSimulator({
    file: ':memory:',
    now,
    webhookUrl: () => undefined,
    apiToken: 'bench-token-not-real',
    log: () => undefined,
  });
  const baseUrl = await simulator.listen();
  const shape: { thinking: Thinking } = { thinking: [2, 6] };
  const count = { calls: 0 };
  const deps = turnDeps({ clock, now, chatwoot: chatwootOf({ simulator, baseUrl, clock }) }, async () => {
    count.calls += 1;
    await clock.sleep(dice.between(...shape.thinking));
  });
  const graph = turnGraph(deps, new MemorySaver());
  const website = simulator
    .inboxes()
    .find(({ channel, hasBot }) => channel === 'Channel::WebWidget' && hasBot);
  const turn = (job: TurnJob, quiet: number) =>
    takeTurn({ ...deps, graph, thrifty: graph, quietMs: quiet * 1000 }, job, { receives: 1, isLast: false });

  return {
    /** A new customer writes messages with these gaps; jobs become visible `quiet` seconds after their webhook. */
    async burst(gaps: readonly number[], { thinking, quiet }: { thinking: Thinking; quiet: number }) {
      shape.thinking = thinking;
      count.calls = 0;
      const customer = simulator.newCustomer({ name: 'A Customer', inboxId: website?.id ?? 1 });
      const jobs: { job: TurnJob; visible: number }[] = [];
      let [id, written, at] = [0, 0, clock.seconds()];
      for (const gap of gaps) {
        at += gap;
        clock.at(at, () => {
          const said = simulator.customerWrites(customer.contactInboxId, 'How much is the oak table lamp?');
          id = said.conversationId;
          written += 1;
          const underWay = 0.05 + (dice.hits(0.15) ? dice.between(0, 2.5) : dice.between(0, 0.3));
          const job = jobFor(said, now());
          clock.at(clock.seconds() + underWay, () => {
            jobs.push({ job, visible: clock.seconds() + quiet });
          });
        });
      }
      const lastWritten = at;
      while (clock.isExpecting() || jobs.length > 0) {
        const [next] = jobs;
        if (next !== undefined && next.visible <= clock.seconds()) {
          await turn(next.job, quiet);
          jobs.shift();
        } else clock.goOn(next?.visible);
      }
      const replies = simulator.messages(id).filter(isReply).length;
      if (written < gaps.length || replies === 0) throw new Error('A burst was not answered');
      return { replies, modelCalls: count.calls, secondsToAnswer: clock.lastSlept() - lastWritten };
    },
    close: () => simulator.close(),
  };
}

function isReply({ message_type: type, private: isPrivate }: Record<string, unknown>): boolean {
  return type === 1 && isPrivate === false;
}

function chatwootOf({
  simulator,
  baseUrl,
  clock,
}: {
  simulator: { credentials: { botToken: string; apiToken: string } };
  baseUrl: string;
  clock: VirtualClock;
}) {
  return chatwootClient({
    ...{ baseUrl, accountId, sleep: () => Promise.resolve() },
    botToken: new Secret(simulator.credentials.botToken),
    apiToken: new Secret(simulator.credentials.apiToken),
    fetch: async (input, init) => {
      const isSend = init?.method === 'POST' && typeof input === 'string' && input.endsWith('/messages');
      if (isSend) await clock.sleep(sendSeconds);
      return fetch(input, init);
    },
  });
}

function turnDeps(
  {
    clock,
    now,
    chatwoot,
  }: { clock: VirtualClock; now: () => Date; chatwoot: ReturnType<typeof chatwootClient> },
  think: () => Promise<void>,
) {
  const builtIn = scriptedModel({ id: 'built-in', decide: () => aVerdict() });
  const conversation = scriptedModel({
    converse: async () => {
      await think();
      return anAnswer('Let me look into that for you.');
    },
  });
  const inbox = chatwoot.inbox(1);
  return {
    ...{ chatwoot, now, realTime: now, builtIn, router: builtIn, extraction: builtIn, conversation },
    inboxOf: () => inbox,
    ledger: memoryLedger(),
    work: { send: () => Promise.resolve() },
    languageOf: () => Promise.resolve('en'),
    products: () => Promise.resolve([]),
    knowledge: () => Promise.resolve([]),
    stockOf: () => Promise.resolve(undefined),
    openWishes: () => Promise.resolve([]),
    membersOf: () => Promise.resolve([]),
    labelsOf: () => Promise.resolve([]),
    limits: limits({
      breaker: { read: () => Promise.resolve(newBreaker) },
      contacts: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
      shop: () => Promise.resolve({ accountId, timeZone: 'UTC', conversationBudgetUsd: null }),
      now,
      milliseconds: () => clock.seconds() * 1000,
      log: () => undefined,
    }),
    shop: { name: 'Demo shop', timeZone: 'UTC' },
    newId: randomUUID,
    faultPoint: () => Promise.resolve(),
    log: () => undefined,
  };
}

function memoryLedger(): LedgerStore {
  const stored = new Map<number, Ledger>();
  return {
    read: ({ conversationId }) => Promise.resolve(stored.get(conversationId)),
    write({ conversationId }, next) {
      if ((stored.get(conversationId)?.version ?? 0) !== next.version)
        return Promise.reject(new Conflict('The ledger was moved'));
      const written = { ...next, version: next.version + 1 };
      stored.set(conversationId, written);
      return Promise.resolve(written);
    },
    due: () => Promise.resolve([]),
  };
}

function jobFor(said: { conversationId: number; messageId: number }, at: Date): TurnJob {
  const { conversationId, messageId } = said;
  const acceptedAt = at.toISOString();
  return {
    ...{ kind: 'take-turn', accountId, conversationId, messageId },
    ...{ cause: 'customer-message', deliveryId: null, acceptedAt },
  };
}
