import { ReducedValue, StateSchema, UntrackedValue } from '@langchain/langgraph';
import { z } from 'zod';
import { stockItem } from '../catalog/stock.ts';
import type { Inbox, LiveConversation } from '../chatwoot/conversation.ts';
import type { Words } from '../conversation/words.ts';
import type { BudgetReason } from '../limits/breaker.ts';
import type { ConversationLimit } from '../limits/pace.ts';
import type { Ledger, OwedTurn } from '../store/dynamodb/ledger.ts';
import type { EscalationReason } from './escalation.ts';
import type { HeadStart } from './head-start.ts';
import { intents } from './route.ts';
import { wish } from '../stock-alerts/wish.ts';

const historyEntry = z.object({
  /** `cw:` + Chatwoot's message id. */
  id: z.string(),
  from: z.enum(['customer', 'shop', 'person']),
  text: z.string(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

const historyKept = 40;

/** With the id that receipts point to. */
const stockProduct = stockItem.extend({ id: z.string() });

/**
 * What one run of the graph works on, and never keeps: live objects and ids that are stale a minute later.
 * `owed` is set by the commit; from then on the turn's promises are in the ledger.
 */
export interface Turn {
  turnId: string;
  /** When we heard of what is answered here: its wait on the queue counts. */
  askedAt: Date;
  startedAt: Date;
  accountId: number;
  ledger: Ledger;
  live: LiveConversation;
  inbox: Inbox;
  words: readonly Words[];
  /** What keeps providers from being asked: then the built-in model answers what it can. Null = nothing does. */
  limit: BudgetReason | ConversationLimit | null;
  /** Whether newer words may still make us start again; after two redos, or a long time, they wait for their own turn. */
  mayRedo: () => boolean;
  /** Ends when models have had all the time that this turn can give them. */
  patience: AbortSignal;
  /** What was begun before the router had spoken. */
  headStart: HeadStart | undefined;
  owed: OwedTurn | undefined;
  sent: Ledger['sent'];
  /** When Chatwoot had the answer; null while it has none. */
  saidAt: Date | null;
}

/** The conversation's state between messages: every field of the product's definition, kept for days. */
export const turnState = new StateSchema({
  // The message
  messageId: z.number().int(),
  messageIds: z.array(z.number().int()),
  conversationId: z.number().int(),
  customerId: z.number().int(),
  channel: z.string(),
  messageContent: z.string(),
  messageType: z.enum(['incoming', 'outgoing']),

  // What the router says
  intent: z.enum(intents),
  priority: z.enum(['high', 'medium', 'low']),
  /** -1 (angry) … 1 (delighted). */
  sentiment: z.number(),
  language: z.string(),
  confidence: z.number(),
  reason: z.string(),
  route: z.enum(['high_priority', 'agent', 'automated', 'campaign', 'stock_alert']),
  needsHuman: z.boolean(),
  /** They said beyond doubt that they want to hear no more from us. */
  optedOut: z.boolean(),
  /** Why a person must take over; null while the assistant goes on. */
  escalationReason: z.custom<EscalationReason>((value) => typeof value === 'string').nullable(),
  /** What a person of the team is told in a private note; null when nobody is. */
  notification: z.string().nullable(),

  // The reply
  agentResponse: z.string().nullable(),
  answerConfidence: z.number(),
  /** What the draft states and no record shows. Anything here stops it. */
  unsupportedFacts: z.array(z.string()),
  /** Whether the draft speaks another language than the customer. That stops it too. */
  wrongLanguage: z.boolean(),
  /** Whether it asks the customer something back. */
  asksBack: z.boolean(),
  toolsUsed: z.array(z.string()),
  receipts: z.array(z.object({ claim: z.string(), recordId: z.string() })),
  model: z.string(),
  usage: z.object({
    inputTokens: z.number(),
    outputTokens: z.number(),
    cacheReadTokens: z.number(),
    costUsd: z.number(),
  }),

  // The customer
  customerProfile: z.object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    identifier: z.string().nullable(),
  }),
  conversationHistory: new ReducedValue(z.array(historyEntry).default([]), {
    inputSchema: z.array(historyEntry),
    reducer: mergeHistory,
  }),
  tags: z.array(z.string()),
  facts: z.array(z.object({ field: z.string(), value: z.string(), messageId: z.number().int() })),
  followUpNeeded: z.boolean(),
  /** ISO 8601 UTC. */
  followUpDate: z.string().nullable(),

  // Campaign and stock alert
  isCampaignMessage: z.boolean(),
  campaignId: z.string().nullable(),
  productInterest: z.string().nullable(),
  stockAlertRequested: z.boolean(),
  /** What the customer waited for before this turn. */
  openWishes: z.array(z.object({ sku: z.string().nullable(), productName: z.string() })),
  /** The product they want to be told of, as the stock says right now. */
  stockProduct: stockProduct.nullable(),
  /** What is noted for them if the answer goes out. */
  wishes: z.array(wish),
  /** Marks of the customer in Chatwoot's contact list, and what they wait for. */
  contactTags: z.array(z.string()),
  waitingFor: z.string().nullable(),

  // This run
  outcome: z.enum(['answered', 'handed-off', 'withheld', 'superseded', 'stood-down']).nullable(),
  turn: new UntrackedValue<Turn>(),
});
export type TurnState = typeof turnState.State;
export type TurnUpdate = typeof turnState.Update;

/** By message id, newest text wins: reading the same messages again changes nothing twice. */
function mergeHistory(known: HistoryEntry[], read: HistoryEntry[]): HistoryEntry[] {
  const byId = new Map([...known, ...read].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => numberOf(a) - numberOf(b)).slice(-historyKept);
}

function numberOf({ id }: HistoryEntry): number {
  return Number(id.replace('cw:', ''));
}
