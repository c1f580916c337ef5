import { z } from 'zod';
import { recordTitles } from '../catalog/record-titles.ts';
import { notFound } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { LedgerStore } from '../store/dynamodb/ledger.ts';
import type { Db } from '../store/postgres/db.ts';
import { healthReport, type Health } from './health.ts';
import { conversationLead, conversationOwner, conversationTurns } from './store.ts';
import { turnRecord, type TurnRecord } from './turn-record.ts';

export interface InsightApiDeps {
  readonly db: Db;
  readonly ledger: Pick<LedgerStore, 'read'>;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
  /** Where a person of the team sees a conversation. */
  readonly chatwootUrl: (conversationId: number) => Promise<string>;
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
  /** What was said, and the record that shows it; the title is null where the shop has no such record any more. */
  receipts: z.array(
    z.strictObject({ claim: z.string(), recordId: z.string(), title: z.string().nullable() }),
  ),
  model: z.string(),
  tokens: z.strictObject({
    input: z.number().int(),
    output: z.number().int(),
    cacheRead: z.number().int(),
  }),
  costUsd: z.number(),
  /** When what is answered was said, as near as we know: the wait counts from here. */
  askedAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  outcome: z.enum(['answered', 'handed-over', 'withheld', 'drafted']),
});

/** Who has a conversation, and its turns. */
export const conversation = z.strictObject({
  id: z.number().int(),
  owner: z.enum(['bot', 'person']),
  paused: z.boolean(),
  /** The customer; null until the first turn is on record. */
  lead: z.strictObject({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  turns: z.array(turn),
  /** The conversation in Chatwoot. */
  chatwootUrl: z.url(),
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
  async run({ db, ledger, accountId, chatwootUrl }: InsightApiDeps, { params }) {
    const key = { accountId: await accountId(), conversationId: params.id };
    // The ledger moves with the turn, the record follows it: who owns a conversation now is asked there first.
    const owned = (await ledger.read(key)) ?? (await conversationOwner(db, key));
    if (owned === undefined) return notFound('Frontdesk has seen no conversation of this number.');
    const turns = await conversationTurns(db, { ...key, newest: turnsShown });
    const [lead, titles] = await Promise.all([conversationLead(db, key), titlesIn(db, turns)]);
    const { owner, paused } = owned;
    const told = { id: params.id, owner, paused, lead, turns: turns.map((one) => toldTurn(one, titles)) };
    return { status: 200, body: { ...told, chatwootUrl: await chatwootUrl(params.id) } };
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

function titlesIn(db: Db, turns: readonly TurnRecord[]): Promise<Map<string, string>> {
  return recordTitles(
    db,
    turns.flatMap(({ receipts }) => receipts.map(({ recordId }) => recordId)),
  );
}

function toldTurn(
  { inputTokens, outputTokens, cacheReadTokens, ...record }: TurnRecord,
  titles: ReadonlyMap<string, string>,
): z.infer<typeof turn> {
  const { language: _, escalationReason: __, ...told } = record;
  return {
    ...told,
    receipts: told.receipts.map((one) => ({ ...one, title: titles.get(one.recordId) ?? null })),
    tokens: { input: inputTokens, output: outputTokens, cacheRead: cacheReadTokens },
    askedAt: record.askedAt.toISOString(),
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
