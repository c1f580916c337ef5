import { z } from 'zod';
import { notFound } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { LedgerStore } from '../store/dynamodb/ledger.ts';
import type { Db } from '../store/postgres/db.ts';
import { healthReport, type Health } from './health.ts';
import { conversationOwner, conversationTurns } from './store.ts';
import { turnRecord, type TurnRecord } from './turn-record.ts';

export interface InsightApiDeps {
  readonly db: Db;
  readonly ledger: Pick<LedgerStore, 'read'>;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
  readonly health: () => Promise<{ up: boolean; health: Health }>;
}

/** So many turns of a conversation are shown, the newest; more would not fit into one answer for ever. */
const turnsShown = 200;

const turn = z.strictObject({
  id: z.uuid(),
  messageIds: z.array(z.number().int()),
  route: z.string(),
  intent: z.string(),
  priority: turnRecord.shape.priority,
  sentiment: z.number(),
  confidence: z.number(),
  reason: z.string(),
  tools: z.array(z.string()),
  receipts: z.array(z.strictObject({ claim: z.string(), recordId: z.string() })),
  model: z.string(),
  tokens: z.strictObject({
    input: z.number().int(),
    output: z.number().int(),
    cacheRead: z.number().int(),
  }),
  costUsd: z.number(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  outcome: z.enum(['answered', 'handed-over', 'withheld', 'drafted']),
});

/** Who has a conversation, and its turns. */
export const conversation = z.strictObject({
  id: z.number().int(),
  owner: z.enum(['bot', 'person']),
  paused: z.boolean(),
  turns: z.array(turn),
});

/** Chatwoot's display id. */
const conversationId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

const readConversation = route({
  method: 'GET',
  path: '/api/conversations/{id}',
  role: 'viewer',
  summary: `Who has a conversation, and why each of its last ${turnsShown} turns went as it did, oldest first.`,
  params: z.strictObject({ id: conversationId }),
  query: nothing,
  body: noBody,
  answers: { 200: conversation },
  async run({ db, ledger, accountId }: InsightApiDeps, { params }) {
    const key = { accountId: await accountId(), conversationId: params.id };
    // The ledger moves with the turn, the record follows it: who owns a conversation now is asked there first.
    const owned = (await ledger.read(key)) ?? (await conversationOwner(db, key));
    if (owned === undefined) return notFound('Frontdesk has seen no conversation of this number.');
    const turns = await conversationTurns(db, { ...key, newest: turnsShown });
    const { owner, paused } = owned;
    return { status: 200, body: { id: params.id, owner, paused, turns: turns.map(toldTurn) } };
  },
});

const readHealth = route({
  method: 'GET',
  path: '/health',
  role: 'anybody',
  summary:
    'Which parts answer. 503 only if nothing could be accepted; anything else that fails is a degraded 200.',
  params: nothing,
  query: z.looseObject({}),
  body: noBody,
  answers: { 200: healthReport, 503: healthReport },
  async run(deps: InsightApiDeps) {
    const { up, health: body } = await deps.health();
    return up ? { status: 200, body } : { status: 503, body };
  },
});

export const insightRoutes = [readHealth, readConversation];

function toldTurn({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  ...record
}: TurnRecord): z.infer<typeof turn> {
  const { language: _, escalationReason: __, ...told } = record;
  return {
    ...told,
    tokens: { input: inputTokens, output: outputTokens, cacheRead: cacheReadTokens },
    startedAt: record.startedAt.toISOString(),
    answeredAt: record.answeredAt?.toISOString() ?? null,
    outcome: outcomes[record.outcome],
  };
}

/** The record says it as Chatwoot does, the API as the shop does. */
const outcomes = {
  answered: 'answered',
  'handed-off': 'handed-over',
  withheld: 'withheld',
  drafted: 'drafted',
} as const satisfies Record<TurnRecord['outcome'], string>;
