import type { Inbox } from '../chatwoot/conversation.ts';
import type { ConversationKey, Ledger, OwedEntry, OwedTurn } from '../store/dynamodb/ledger.ts';
import { explain, type EscalationReason } from './escalation.ts';

/** Why words that were promised do not reach the customer. */
export type Undeliverable = Extract<EscalationReason, 'window-closed' | 'not-delivered' | 'refused'>;

export interface HandOverContext {
  key: ConversationKey;
  inbox: Pick<Inbox, 'hasBot'>;
  /** Of the worklist row and the note; the same id again makes nothing twice. */
  id: string;
  messageIds: readonly number[];
  now: Date;
}

/** What is owed to the team instead: a note, a worklist row, and the conversation opened for them. */
export function handOverEntries(
  reason: Undeliverable,
  { key, inbox, id, messageIds, now }: HandOverContext,
): OwedEntry[] {
  return [
    { kind: 'note', outboxId: `${id}:${reason}`, text: `${explain(reason)} Please take over.` },
    {
      kind: 'worklist',
      job: {
        kind: 'worklist',
        id,
        ...key,
        worklistKind: 'failed',
        messageIds: [...messageIds],
        reason: explain(reason),
        since: now.toISOString(),
      },
    },
    ...(inbox.hasBot ? [{ kind: 'open' } as const] : []),
  ];
}

/** What only makes sense together with the words: opening for the team, and wishes nobody confirmed. */
const goesWithWords: ReadonlySet<OwedEntry['kind']> = new Set<OwedEntry['kind']>([
  'say',
  'open',
  'contact-labels',
  'contact-attributes',
  'stock-alert',
]);

/** What an answer dealt with was not answered if its words never reached the customer. */
export function unanswerable(
  { answeredUpTo }: Pick<Ledger, 'answeredUpTo'>,
  { messageIds }: Pick<OwedTurn, 'messageIds'>,
): Pick<Ledger, 'answeredUpTo'> {
  return { answeredUpTo: Math.min(answeredUpTo, ...messageIds.map((messageId) => messageId - 1)) };
}

/** The promise without its words; its record says that nobody was answered, and who has the customer instead. */
export function withoutWords(owed: OwedTurn, reason: Undeliverable | 'person-came'): OwedTurn {
  const entries = owed.entries.flatMap((entry): OwedEntry[] => {
    if (goesWithWords.has(entry.kind)) return [];
    if (entry.kind !== 'record') return [entry];
    const instead = reason === 'person-came' ? 'withheld' : 'handed-off';
    const outcome = entry.job.outcome === 'answered' ? instead : entry.job.outcome;
    return [
      { ...entry, job: { ...entry.job, outcome, answeredAt: null, escalationReason: reason, receipts: [] } },
    ];
  });
  return { ...owed, entries };
}
