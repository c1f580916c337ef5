import { gaveUp, publicMessages, type Seen, type WitnessedChatwoot } from './witnessed-chatwoot.ts';

/** What became of every word that customers wrote, and everything that must not be. */
export interface Account {
  conversations: number;
  messages: number;
  /** Answered by the bot, each in one turn whose words are in Chatwoot. */
  answered: number;
  /** Answered by a person of the team. */
  answeredByPerson: number;
  /** In the team's list. */
  handedOver: number;
  /** Conversations that Chatwoot itself gave to the team, because their webhook came to nothing. */
  openedByChatwoot: number;
  onWorklist: number;
  /** Forgotten: must be 0. */
  unanswered: number;
  /** Answered by two turns: must be 0. */
  answeredTwice: number;
  /** The same promise twice in Chatwoot: must be 0. */
  sentTwice: number;
  /** The bot spoke although its last look could have shown it a person's words: must be 0. */
  spokeOverPerson: number;
  /** A person wrote between the last look and the bot's words: nobody can tell these apart in time. */
  withinLastLook: number;
  /** The longest of these, milliseconds from the look to the words. */
  longestLastLookMs: number;
  /** What the bot said that no turn or wish on record said: must be 0. */
  unrecorded: number;
  /** Wishes whose customer was told that it is back, once. */
  noticesTold: number;
  /** Wishes on record as told whose words are not in Chatwoot, or that are still being told: must be 0. */
  noticesAstray: number;
  /** Conversation and message ids of what must not be, for whoever looks into it. */
  wrong: string[];
}

/** The turns of a conversation that are on record. */
export interface RecordedTurn {
  readonly id: string;
  readonly messageIds: readonly number[];
}

export interface Books {
  turnsOf(conversationId: number): Promise<readonly RecordedTurn[]>;
  worklist(): Promise<ReadonlySet<number>>;
  /** The status of each wish to be told. */
  notices(): Promise<ReadonlyMap<string, string>>;
}

/** Counts from Chatwoot's own record; which words a turn answered is on ours. */
export async function drawUpAccount(chatwoot: WitnessedChatwoot, books: Books): Promise<Account> {
  const account = emptyAccount();
  const [worklist, notices] = [await books.worklist(), await books.notices()];
  const told = new Set<string>();
  for (const [conversationId, seen] of chatwoot.seen) {
    const turns = await books.turnsOf(conversationId);
    const isOnWorklist = worklist.has(conversationId);
    countWords(account, chatwoot, { conversationId, turns, isOnWorklist, notices, told });
    countInterruptions(account, conversationId, seen);
  }
  account.noticesTold = told.size;
  for (const [id, status] of notices) {
    if (status === 'sending' || (status === 'notified' && !told.has(id))) {
      account.noticesAstray += 1;
      account.wrong.push(`a notice astray: wish ${id}, ${status}`);
    }
  }
  return account;
}

interface Conversation {
  conversationId: number;
  turns: readonly RecordedTurn[];
  isOnWorklist: boolean;
  notices: ReadonlyMap<string, string>;
  /** Those whose words were seen in Chatwoot. */
  told: Set<string>;
}

function countWords(
  account: Account,
  { simulator }: WitnessedChatwoot,
  { conversationId, turns, isOnWorklist, notices, told }: Conversation,
): void {
  const messages = publicMessages(simulator, conversationId);
  const outbox = messages.flatMap(({ outboxId }) => outboxId ?? []);
  const said = new Set(outbox.flatMap((id) => (noticeOf(id) === undefined ? [id.split(':')[0] ?? ''] : [])));
  for (const id of outbox.flatMap((one) => noticeOf(one) ?? [])) told.add(id);
  const lastOfPerson = Math.max(0, ...messages.filter(({ by }) => by === 'person').map(({ id }) => id));
  const status = simulator.conversation(conversationId)['status'];
  const wrong = (what: string) => account.wrong.push(`${what}: conversation ${conversationId}`);

  account.conversations += 1;
  if (gaveUp(simulator, conversationId)) account.openedByChatwoot += 1;
  if (new Set(outbox).size < outbox.length) {
    account.sentTwice += outbox.length - new Set(outbox).size;
    wrong('sent twice');
  }
  const recorded = new Set(turns.map(({ id }) => id));
  const strangers = [
    ...[...said].filter((turnId) => !recorded.has(turnId)),
    ...outbox.flatMap((id) => noticeOf(id) ?? []).filter((id) => notices.get(id) !== 'notified'),
  ];
  account.unrecorded += strangers.length;
  if (strangers.length > 0) wrong(`unrecorded ${strangers.join(' ')}`);

  for (const { id, by } of messages) {
    if (by !== 'customer') continue;
    account.messages += 1;
    const answers = turns.filter((turn) => turn.messageIds.includes(id) && said.has(turn.id)).length;
    if (answers > 1) {
      account.answeredTwice += 1;
      wrong(`answered twice, message ${id}`);
    } else if (answers === 1) account.answered += 1;
    else if (id < lastOfPerson) account.answeredByPerson += 1;
    else if (status !== 'pending') account.handedOver += 1;
    else if (isOnWorklist) account.onWorklist += 1;
    else {
      account.unanswered += 1;
      wrong(`unanswered, message ${id}`);
    }
  }
}

/** Which wish a message was about, if it was a notice. */
function noticeOf(outboxId: string): string | undefined {
  return /^alert:([^:]+)/.exec(outboxId)?.[1];
}

/** A look that is older is none just before speaking: Chatwoot is given up after so long. */
const longestLookMs = 10_000;

/** Between a person's words and a hand-back the bot may only finish what it had looked for before. */
function countInterruptions(account: Account, conversationId: number, seen: readonly Seen[]): void {
  let personAt: number | undefined;
  let lookedAt = 0;
  for (const { at, what } of seen) {
    if (what === 'person-spoke') personAt = at;
    if (what === 'given-back') personAt = undefined;
    if (what === 'bot-looked') lookedAt = at;
    if (what !== 'bot-spoke' || personAt === undefined) continue;
    if (lookedAt < personAt && at - lookedAt <= longestLookMs) {
      account.withinLastLook += 1;
      account.longestLastLookMs = Math.max(account.longestLastLookMs, Math.round(at - lookedAt));
    } else {
      account.spokeOverPerson += 1;
      account.wrong.push(`spoke over a person: conversation ${conversationId}`);
    }
  }
}

function emptyAccount(): Account {
  return {
    conversations: 0,
    messages: 0,
    answered: 0,
    answeredByPerson: 0,
    handedOver: 0,
    openedByChatwoot: 0,
    onWorklist: 0,
    unanswered: 0,
    answeredTwice: 0,
    sentTwice: 0,
    spokeOverPerson: 0,
    withinLastLook: 0,
    longestLastLookMs: 0,
    unrecorded: 0,
    noticesTold: 0,
    noticesAstray: 0,
    wrong: [],
  };
}
