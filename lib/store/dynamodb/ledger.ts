import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { afterTurnJob, stockAlertJob, worklistJob } from '../../queue/jobs.ts';
import { reach, versionedItems } from './versioned-item.ts';

/** The table's keys of one conversation's ledger. */
export interface ConversationKey {
  accountId: number;
  conversationId: number;
}

/** One thing a turn owes, in the order it must happen. */
const owedEntry = z.discriminatedUnion('kind', [
  /** Words for the customer. */
  z.object({ kind: z.literal('say'), outboxId: z.string(), text: z.string() }),
  /** A private note for the team. */
  z.object({ kind: z.literal('note'), outboxId: z.string(), text: z.string() }),
  z.object({ kind: z.literal('priority'), priority: z.enum(['low', 'medium', 'high', 'urgent']) }),
  z.object({ kind: z.literal('labels'), add: z.array(z.string()) }),
  /** Marks of the customer in Chatwoot's contact list. */
  z.object({
    kind: z.literal('contact-labels'),
    contactId: z.number().int(),
    add: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('contact-attributes'),
    contactId: z.number().int(),
    set: z.record(z.string(), z.string()),
  }),
  /** Marks that no longer hold: whoever wants to hear no more waits for nothing. */
  z.object({
    kind: z.literal('contact-clear'),
    contactId: z.number().int(),
    labels: z.array(z.string()),
    attributes: z.array(z.string()),
  }),
  /** A wish to be told, by way of work.fifo. */
  z.object({ kind: z.literal('stock-alert'), job: stockAlertJob }),
  /** The conversation goes to the team. */
  z.object({ kind: z.literal('open') }),
  /** The turn's record for Postgres, by way of work.fifo. */
  z.object({ kind: z.literal('record'), job: afterTurnJob }),
  /** A row on the worklist, by way of work.fifo. */
  z.object({ kind: z.literal('worklist'), job: worklistJob }),
]);
export type OwedEntry = z.infer<typeof owedEntry>;

/** What one committed turn still owes, and which customer messages it answers. */
const owedTurn = z.object({
  turnId: z.uuid(),
  messageIds: z.array(z.number().int()),
  committedAt: z.iso.datetime(),
  entries: z.array(owedEntry),
});
export type OwedTurn = z.infer<typeof owedTurn>;

const ledgerState = z.object({
  /** False until a look at the conversation succeeded: then its past has not been settled yet. */
  seen: z.boolean(),
  owner: z.enum(['bot', 'person']),
  paused: z.boolean(),
  /** When a person took it over by the API, until it is given back. Absent otherwise. */
  takenAt: z.iso.datetime().optional(),
  /** Last message id when the bot got the conversation back; what a person said before it is no takeover. */
  releasedAfter: z.number().int(),
  /** Status and assigned person at the last turn, to notice that they are new. */
  lastStatus: z.string(),
  lastPersonAssigned: z.number().int().nullable(),
  /** The last customer messages that are dealt with: `handledLimit`, and those of the last turn (lib/conversation/words.ts). */
  handled: z.array(z.number().int()),
  /** Every message with a lower id is dealt with, or was never for us. It only rises. */
  handledBelow: z.number().int(),
  /** While a person has it: the oldest message they have not answered; 0 = none. Absent in older ledgers. */
  waiting: z.number().int().default(0),
  /** The newest message an answer of ours dealt with: only what came after it waits for a person. Absent in older ledgers. */
  answeredUpTo: z.number().int().default(0),
  /** What our answers came to in this conversation (lib/limits/pace.ts). Absent until there was one. */
  pace: z
    .strictObject({
      /** The shop's day that `usd` and `answers` belong to. */
      day: z.string(),
      usd: z.number(),
      answers: z.number().int(),
      /** When the last answers were given, in seconds since 1970. */
      recent: z.array(z.number().int()),
    })
    .optional(),
  /** It was ours when everything was stopped (lib/limits). Absent otherwise. */
  silenced: z.object({}).optional(),
  /** Until then Chatwoot may still be creating a message of ours whose fate is unknown. Absent otherwise. */
  unsureUntil: z.iso.datetime().optional(),
  owed: z.array(owedTurn),
  sent: z.array(z.object({ outboxId: z.string(), messageId: z.number().int() })),
});

/** As it is stored. `dueAt`, milliseconds, stands beside it once more, for the index. */
const storedLedger = ledgerState
  .extend({ dueAt: z.number().nullable().default(null), handledBelow: z.number().int().optional() })
  .transform(({ handledBelow, ...state }) => ({
    ...state,
    handledBelow: handledBelow ?? floorOf(state.handled),
  }));

/** Older releases kept no floor: a full set had forgotten what was below its lowest id. */
function floorOf(handled: readonly number[]): number {
  return handled.length >= handledLimit ? Math.min(...handled) : 0;
}

/** A conversation's ledger: who owns it, what is dealt with, what is owed. `version` counts its moves. */
export type Ledger = z.infer<typeof ledgerState> & {
  version: number;
  /** When reconcile must look at this conversation if nothing has moved it before; null = nothing is due. */
  dueAt: Date | null;
};

export const handledLimit = 64;
export const sentLimit = 8;

export interface LedgerStore {
  /** The ledger, or undefined for a conversation that is new to us or long forgotten. Consistent read. */
  read(key: ConversationKey): Promise<Ledger | undefined>;
  /**
   * Writes `next` if the stored version is still `next.version` (0 = none stored) and returns it with the new
   * version. Throws Conflict when somebody else moved it, UpstreamUnavailable when DynamoDB cannot be reached.
   */
  write(key: ConversationKey, next: Ledger): Promise<Ledger>;
  /** Conversations whose `dueAt` has passed, longest due first. */
  due(now: Date, limit: number): Promise<(ConversationKey & { dueAt: Date })[]>;
}

export interface LedgerDeps {
  dynamodb: DynamoDBClient;
  tableName: string;
  now: () => Date;
}

/** A conversation nobody has written in for this long is forgotten; live reading then starts afresh. */
const keepSeconds = 90 * 24 * 3600;
const dueBucket = 'ledger';

export function dynamoLedger({ dynamodb, tableName, now }: LedgerDeps): LedgerStore {
  const items = versionedItems(
    { dynamodb, tableName },
    {
      what: 'ledger',
      schema: storedLedger,
      keyOf: (key: ConversationKey) => ({ pk: partition(key), sk: 'ledger' }),
    },
  );
  return {
    async read(key) {
      const stored = await items.read(key);
      if (stored === undefined) return undefined;
      const { dueAt, ...state } = stored.state;
      return { ...state, version: stored.version, dueAt: dueAt === null ? null : new Date(dueAt) };
    },

    async write(key, next) {
      const { version, dueAt, ...state } = next;
      const due = dueAt?.getTime() ?? null;
      await items.write(
        key,
        { version, state: { ...state, dueAt: due } },
        {
          // A pause holds until somebody ends it.
          ...(state.paused
            ? {}
            : { expiresAt: { N: String(Math.floor(now().getTime() / 1000) + keepSeconds) } }),
          ...(due === null ? {} : { dueBucket: { S: dueBucket }, dueAt: { N: String(due) } }),
        },
      );
      return { ...next, version: version + 1 };
    },

    async due(at, limit) {
      const command = new QueryCommand({
        TableName: tableName,
        IndexName: 'due',
        KeyConditionExpression: 'dueBucket = :bucket and dueAt <= :now',
        ExpressionAttributeValues: { ':bucket': { S: dueBucket }, ':now': { N: String(at.getTime()) } },
        Limit: limit,
      });
      const { Items = [] } = await reach('ledger', () => dynamodb.send(command));
      return Items.map((item) => dueItem.parse(item));
    },
  };
}

/** The ledger of a conversation we have never looked at. */
export function newLedger(): Ledger {
  return {
    version: 0,
    seen: false,
    owner: 'bot',
    paused: false,
    releasedAfter: 0,
    lastStatus: 'unknown',
    lastPersonAssigned: null,
    handled: [],
    handledBelow: 0,
    waiting: 0,
    answeredUpTo: 0,
    owed: [],
    sent: [],
    dueAt: null,
  };
}

function partition({ accountId, conversationId }: ConversationKey): string {
  return `conversation#${accountId}:${conversationId}`;
}

const numberAttribute = z.object({ N: z.coerce.number() }).transform((attribute) => attribute.N);
const dueItem = z
  .object({ pk: z.object({ S: z.string().regex(/^conversation#\d+:\d+$/) }), dueAt: numberAttribute })
  .transform(({ pk, dueAt }) => {
    const [accountId = 0, conversationId = 0] = pk.S.replace('conversation#', '').split(':').map(Number);
    return { accountId, conversationId, dueAt: new Date(dueAt) };
  });
