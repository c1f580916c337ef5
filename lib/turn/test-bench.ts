import { MemorySaver } from '@langchain/langgraph';
import { chatwootClient } from '../chatwoot/client.ts';
import { channelOf } from '../chatwoot/channels.ts';
import type { LiveConversation } from '../chatwoot/conversation.ts';
import { Secret } from '../config/secret.ts';
import { UpstreamRefused } from '../runtime/errors.ts';
import { newLedger } from '../store/dynamodb/ledger.ts';
import { freshTurn } from './fresh-turn.ts';
import { turnGraph, type TurnGraphDeps } from './graph.ts';
import { promisesOf } from './promises.ts';
import type { RouteVerdict } from './route.ts';
import { isCertain, quickVerdict, routed, type RouterQuestion } from './router.agent.ts';
import type { HistoryEntry, Turn, TurnState } from './state.ts';

/** What thinking needs: models, the shop's data, the clock. Nothing with which anything could be sent or stored. */
export type TestBenchDeps = Pick<
  TurnGraphDeps,
  | 'builtIn'
  | 'router'
  | 'extraction'
  | 'conversation'
  | 'products'
  | 'knowledge'
  | 'stockOf'
  | 'languageOf'
  | 'shop'
  | 'now'
  | 'log'
> & { newId: () => string };

/** What somebody tries out: words of a customer nobody knows, what was said before, and the contact's labels. */
export interface Tried {
  readonly text: string;
  readonly labels: readonly string[];
  readonly history: readonly Omit<HistoryEntry, 'id'>[];
}

/** What the assistant would say, and why. */
export interface TriedAnswer {
  /** Empty when it would say nothing, as to spam. */
  readonly text: string;
  readonly receipts: readonly { claim: string; recordId: string }[];
  readonly tools: readonly string[];
  /** Why a person would take over; null when the assistant goes on. */
  readonly escalationReason: string | null;
  readonly model: string;
  readonly costUsd: number;
}

/** Something of the shop that fits a question. */
export interface Retrieved {
  readonly kind: 'product' | 'knowledge';
  readonly id: string;
  readonly score: number;
}

const benchMayTakeMs = 24_000;

/** The assistant's thinking without its hands. */
export interface TestBench {
  classify(tried: Tried): Promise<RouteVerdict>;
  retrieve(tried: Tried): Promise<Retrieved[]>;
  answer(tried: Tried): Promise<TriedAnswer>;
}

/**
 * Thinks with the prompts, models, tools and nodes of a turn. `answer` is the turn's own graph, stopped before
 * `send_response`: everything up to there only reads and thinks.
 */
export function testBench(deps: TestBenchDeps): TestBench {
  return {
    classify: (tried) => verdictOf(deps, tried),
    retrieve: (tried) => retrieve(deps, tried),
    answer: (tried) => answer(deps, tried),
  };
}

/** As the node `classify` decides it, without the answer that is begun meanwhile. */
async function verdictOf(deps: TestBenchDeps, tried: Tried): Promise<RouteVerdict> {
  const question = asQuestion(tried);
  const quick = await quickVerdict(deps, question);
  if (isCertain(quick.value)) return quick.value;
  return (await routed(deps, { question, labels: () => Promise.resolve(tried.labels) }, quick)).value;
}

function asQuestion({ text, history }: Tried): RouterQuestion {
  return { text, history: [...history], signal: AbortSignal.timeout(benchMayTakeMs) };
}

async function retrieve({ products, knowledge }: TestBenchDeps, { text }: Tried): Promise<Retrieved[]> {
  const [found, passages] = await Promise.all([products(text), knowledge(text)]);
  const items = [
    ...found.map((item) => ({ kind: 'product' as const, id: item.id, score: scoreOf(item) })),
    ...passages.map((item) => ({ kind: 'knowledge' as const, id: item.id, score: scoreOf(item) })),
  ];
  return items.sort((a, b) => b.score - a.score);
}

function scoreOf(item: object): number {
  return 'score' in item && typeof item.score === 'number' ? item.score : 0;
}

async function answer(deps: TestBenchDeps, tried: Tried): Promise<TriedAnswer> {
  const labelsOf = () => Promise.resolve(tried.labels);
  const graph = turnGraph({ ...deps, ...handsOff, labelsOf }, new MemorySaver());
  const state: TurnState = await graph.invoke(inputOf(deps, tried), {
    configurable: { thread_id: 'test-bench' },
    interruptBefore: ['send_response'],
  });
  const owed = promisesOf(state, { canReply: true, shopName: deps.shop.name, now: deps.now() });
  const { escalationReason, toolsUsed: tools, model, usage } = state;
  return {
    text: owed.entries.flatMap((entry) => (entry.kind === 'say' ? [entry.text] : [])).join('\n'),
    receipts: escalationReason === null ? state.receipts : [],
    ...{ tools, escalationReason, model, costUsd: usage.costUsd },
  };
}

/** A turn's words, with a made-up conversation around them: on the web, ours, and nobody's. */
function inputOf({ newId, now }: TestBenchDeps, { text, history }: Tried) {
  const at = now();
  const turn: Turn = {
    ...{ turnId: newId(), askedAt: at, startedAt: at, accountId: 0, mayRedo: () => false },
    // The function answers within 29 s, or nobody hears it.
    patience: AbortSignal.timeout(benchMayTakeMs),
    ledger: newLedger(),
    live: nobodysConversation,
    inbox: { id: 0, channel: channelOf(nobodysConversation.channelClass), hasBot: true },
    words: [{ messageId: 1, text, at }],
    ...{ limit: null, headStart: undefined, owed: undefined, sent: [], saidAt: null },
  };
  const conversationHistory = history.map((entry, index) => ({ ...entry, id: `bench:${index}` }));
  return { ...freshTurn(turn, []), conversationHistory };
}

const nobodysConversation: LiveConversation = {
  ...{
    id: 0,
    inboxId: 0,
    status: 'pending',
    canReply: true,
    assignee: null,
    team: null,
    lastMessageId: null,
    lastMessageText: null,
  },
  contact: { id: 0, name: null, email: null, phone: null, identifier: null, blocked: false },
  channelClass: 'Channel::WebWidget',
};

const refuse = () => Promise.reject(new UpstreamRefused('The test bench sends and stores nothing', 403));

/** What a turn works with from `send_response` on, and the customer it reads about: here there is neither. */
const handsOff = {
  openWishes: () => Promise.resolve([]),
  membersOf: () => Promise.resolve([]),
  faultPoint: () => Promise.resolve(),
  chatwoot: chatwootClient({
    ...{ baseUrl: 'http://nowhere.invalid', accountId: 0, fetch: refuse, sleep: refuse },
    ...{ botToken: new Secret('none'), apiToken: new Secret('none') },
  }),
  ledger: { read: refuse, write: refuse, due: refuse },
  work: { send: refuse },
  limits: { isStopped: refuse, contacts: { hadEnough: refuse, answered: refuse, forget: refuse } },
};
