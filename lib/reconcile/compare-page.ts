import type { ConversationPage, ListedConversation } from '../chatwoot/conversation-list.ts';
import { ChatwootUnavailable } from '../chatwoot/http.ts';
import { conversationGroup } from '../queue/sqs.ts';
import type { Bookmark } from '../store/dynamodb/bookmark-store.ts';
import { whatIsMissing, type Missing, type WhatIsMissingDeps } from './what-is-missing.ts';

/** A conversation that needs a turn nobody told us of. */
export interface Missed {
  conversationId: number;
  /** The newest of the words; null when Chatwoot would not show them and a turn must find out. */
  messageId: number | null;
  /** When the oldest of them were said. */
  since: Date;
  version: string;
  /** Of the ledger they are missing in; null when Chatwoot would not show them. */
  ledgerVersion: number | null;
}

export interface Known {
  bookmark: Bookmark;
  accountId: number;
  /** Conversations that get a turn anyway, as account:conversation. */
  restarted: ReadonlySet<string>;
}

/** What was found on the pages so far. */
export interface Compared {
  settled: Map<number, ListedConversation>;
  later: ListedConversation[];
  missed: Missed[];
  /** How many Chatwoot listed and did not show. */
  unreadable: number;
  /** How many had changed since the last run. */
  changed: number;
}

export function nothingCompared(): Compared {
  return { settled: new Map(), later: [], missed: [], unreadable: 0, changed: 0 };
}

const readsAtOnce = 5;
/** So many conversations at most are left to a turn because Chatwoot fails to show them; more are an outage. */
const mostUnreadable = 3;

/** Compares what moved since `from` with our ledgers and adds what it finds. Throws ChatwootUnavailable in an outage. */
export async function comparePage(
  deps: WhatIsMissingDeps,
  known: Known,
  { page, from, compared }: { page: ConversationPage; from: Date; compared: Compared },
): Promise<void> {
  const fresh = page.conversations.filter(({ id, movedAt }) => movedAt >= from && !compared.settled.has(id));
  for (let index = 0; index < fresh.length; index += readsAtOnce) {
    const some = fresh.slice(index, index + readsAtOnce);
    const judged = await Promise.all(
      some.map(async (listed) => ({ listed, missing: await judge(deps, known, { listed, from }) })),
    );
    for (const { listed, missing } of judged) note(compared, listed, missing);
  }
}

function note(compared: Compared, listed: ListedConversation, missing: Missing | 'known'): void {
  if (missing !== 'known') {
    addMissed(compared, listed, missing);
    compared.changed += 1;
  }
  if (missing !== 'known' && missing.kind === 'later') compared.later.push(listed);
  else compared.settled.set(listed.id, listed);
}

async function judge(
  deps: WhatIsMissingDeps,
  { bookmark, accountId, restarted }: Known,
  { listed, from }: { listed: ListedConversation; from: Date },
): Promise<Missing | 'known'> {
  if (bookmark.settled[listed.id] === listed.version) return 'known';
  if (restarted.has(conversationGroup(accountId, listed.id))) return { kind: 'nothing' };
  return whatIsMissing(deps, { accountId, conversationId: listed.id }, { listed, from });
}

function addMissed(compared: Compared, { id, version, movedAt }: ListedConversation, missing: Missing): void {
  if (missing.kind === 'missed') {
    const { messageId, since, ledgerVersion } = missing;
    compared.missed.push({ conversationId: id, messageId, since, version, ledgerVersion });
  }
  if (missing.kind !== 'unreadable') return;
  if (missing.error instanceof ChatwootUnavailable) compared.unreadable += 1;
  if (compared.unreadable > mostUnreadable) throw missing.error;
  const unknown = { messageId: null, ledgerVersion: null };
  compared.missed.push({ conversationId: id, since: movedAt, version, ...unknown });
}
