import type { Inbox } from '../chatwoot/conversation.ts';
import type { OwedEntry } from '../store/dynamodb/ledger.ts';
import { inParts, type Correspondence } from './manner.ts';

/**
 * One text to a customer as outbox entries: one, or several where the channel's messages are short. Their ids begin
 * with `outbox`, which must be the same whenever the same words are tried again.
 */
export function sayings(
  { outbox, inbox }: { outbox: string; inbox: Inbox },
  text: string,
  correspondence: Correspondence,
): OwedEntry[] {
  return inParts(text, inbox.channel, correspondence).map((part, index) => ({
    kind: 'say',
    outboxId: `${outbox}:say:${index}`,
    text: part,
  }));
}
