import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  type ChatwootSimulator,
  startChatwootSimulator,
} from '../../../local/chatwoot-simulator/simulator.ts';
import type { Dice } from './dice.ts';
import { aGateway } from './gateway.ts';

/** One thing that happened in a conversation, in the order it happened. */
export interface Seen {
  readonly at: number;
  readonly what: 'customer-wrote' | 'bot-looked' | 'bot-spoke' | 'person-spoke' | 'given-back';
}

/** What goes wrong between Chatwoot and us, each for one message in so many. */
export interface Mishaps {
  readonly lost: number;
  readonly doubled: number;
  readonly shuffled: number;
}

/** A Chatwoot that outlives Frontdesk, as the real one does, and remembers who did what when. */
export interface WitnessedChatwoot {
  readonly simulator: ChatwootSimulator;
  readonly baseUrl: string;
  /** Of each conversation, in order. */
  readonly seen: ReadonlyMap<number, readonly Seen[]>;
  readonly mishaps: { lost: number; doubled: number; shuffled: number };
  /** Webhooks that came to nothing and why, so many of each; Chatwoot gives such a conversation to the team. */
  readonly failed: Record<string, number>;
  /** Where Frontdesk takes webhooks now; undefined: they wait. */
  deliverTo(url: string | undefined): void;
  /** A customer writes; with their own bad luck all webhooks of it are lost, doubled or late. */
  customerWrites(link: number, text: string): { conversationId: number; messageId: number };
  personWrites(conversationId: number, text: string): void;
  giveBack(conversationId: number): void;
  /** The shop's clock goes on by so much at once. */
  shiftClock(milliseconds: number): void;
  /** When Frontdesk asked for anything last, by performance.now(). */
  lastAsked(): number;
  close(): Promise<void>;
}

export const apiToken = 'crash-token-not-real';

export async function aWitnessedChatwoot(dice: Dice, chances: Mishaps): Promise<WitnessedChatwoot> {
  const gateway = await aGateway();
  let shift = 0;
  const seen = new Map<number, Seen[]>();
  const mishaps = { lost: 0, doubled: 0, shuffled: 0 };
  const failed: Record<string, number> = {};
  const note = (conversationId: number, what: Seen['what']) => {
    const all = seen.get(conversationId) ?? [];
    seen.set(conversationId, [...all, { at: performance.now(), what }]);
  };
  const simulator = await startChatwootSimulator({
    file: ':memory:',
    now: () => new Date(Date.now() + shift),
    webhookUrl: () => `${gateway.url}/webhooks/chatwoot`,
    apiToken,
    log: (line) => {
      if (line.event !== 'webhook.failed') return;
      failed[line.reason] = (failed[line.reason] ?? 0) + 1;
    },
    sending: { send: 20, delivered: 40, read: 80 },
    delivery: { timeoutMs: 60_000, botRetryMs: 300 },
  });
  const door = await witness(simulator, note);
  return {
    simulator,
    baseUrl: door.baseUrl,
    seen,
    mishaps,
    failed,
    deliverTo: gateway.sendTo,
    customerWrites(link, text) {
      const write = () => simulator.customerWrites(link, text);
      const said = withMishap(simulator, { dice, chances, mishaps }, write);
      note(said.conversationId, 'customer-wrote');
      return said;
    },
    personWrites(conversationId, text) {
      note(conversationId, 'person-spoke');
      simulator.personWrites(conversationId, text);
    },
    giveBack(conversationId) {
      note(conversationId, 'given-back');
      simulator.setStatus(conversationId, 'pending');
    },
    shiftClock: (milliseconds) => (shift += milliseconds),
    lastAsked: door.lastAsked,
    async close() {
      door.close();
      gateway.close();
      await simulator.close();
    },
  };
}

/** The webhooks of a message leave when it is written: its luck is decided before. */
function withMishap<T>(
  { faults }: ChatwootSimulator,
  { dice, chances, mishaps }: { dice: Dice; chances: Mishaps; mishaps: WitnessedChatwoot['mishaps'] },
  write: () => T,
): T {
  const luck = {
    lost: dice.hits(chances.lost),
    doubled: dice.hits(chances.doubled),
    shuffled: dice.hits(chances.shuffled),
  };
  for (const name of ['lost', 'doubled', 'shuffled'] as const) if (luck[name]) mishaps[name] += 1;
  const certain = (is: boolean) => (is ? 1 : 0);
  const { lost, doubled, shuffled } = luck;
  Object.assign(faults.webhooks, {
    lose: certain(lost),
    duplicate: certain(doubled),
    shuffle: certain(shuffled),
    shuffleMs: 600,
  });
  try {
    return write();
  } finally {
    Object.assign(faults.webhooks, { lose: 0, duplicate: 0, shuffle: 0 });
  }
}

/** The door to Chatwoot's REST: notes every look at a conversation and every word to a customer. */
async function witness(
  simulator: ChatwootSimulator,
  note: (conversationId: number, what: 'bot-looked' | 'bot-spoke') => void,
) {
  let asked = performance.now();
  const server = createServer((request, response) => {
    asked = performance.now();
    const match = /\/conversations\/(\d+)(\/messages)?$/.exec(request.url?.split('?')[0] ?? '');
    const conversationId = Number(match?.[1]);
    if (match !== null && request.method === 'GET' && match[2] === undefined)
      note(conversationId, 'bot-looked');
    const before = match === null ? 0 : wordsOfBot(simulator, conversationId);
    void simulator.handle(request, response).finally(() => {
      const isSend = match?.[2] !== undefined && request.method === 'POST';
      if (isSend && wordsOfBot(simulator, conversationId) > before) note(conversationId, 'bot-spoke');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/sandbox`,
    lastAsked: () => asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function wordsOfBot(simulator: ChatwootSimulator, conversationId: number): number {
  return publicMessages(simulator, conversationId).filter(({ by }) => by === 'bot').length;
}

/** What a conversation's customer sees. */
export interface PublicMessage {
  readonly id: number;
  readonly by: 'customer' | 'bot' | 'person' | 'other';
  /** Of what the bot said: which promise it was. */
  readonly outboxId: string | undefined;
}

/** From Chatwoot's own record. */
export function publicMessages(simulator: ChatwootSimulator, conversationId: number): PublicMessage[] {
  return simulator.messages(conversationId).flatMap((message: any) => {
    if (message.private === true || message.message_type === 2) return [];
    const by =
      message.message_type === 0
        ? ('customer' as const)
        : message.sender?.type === 'agent_bot'
          ? ('bot' as const)
          : message.sender?.type === 'user'
            ? ('person' as const)
            : ('other' as const);
    return [{ id: Number(message.id), by, outboxId: message.content_attributes?.outbox_id }];
  });
}

/** Whether Chatwoot has lost its patience with our webhook and opened the conversation. */
export function gaveUp(simulator: ChatwootSimulator, conversationId: number): boolean {
  return simulator
    .messages(conversationId)
    .some((message: any) => message.message_type === 2 && /error with the agent bot/.test(message.content));
}
