import { sayings } from '../conversation/sayings.ts';
import { phrase } from '../models/built-in/phrases.ts';
import type { AfterTurnJob, WorklistJob } from '../queue/jobs.ts';
import type { OwedEntry, OwedTurn } from '../store/dynamodb/ledger.ts';
import { explain, type EscalationReason } from './escalation.ts';
import { factsStatedIn } from './lead-facts.ts';
import type { Turn, TurnState } from './state.ts';
import { waitingMarks } from '../stock-alerts/wish.ts';

/** Everything one turn owes, in the order it must happen: words, note, priority and labels, records, the status last. */
export function promisesOf(
  state: TurnState,
  { canReply, shopName, now }: { canReply: boolean; shopName: string; now: Date },
): OwedTurn {
  const { turn } = state;
  const escalation: EscalationReason | null = canReply ? state.escalationReason : 'window-closed';
  const text = replyText(state, shopName);
  const outbox = { outbox: turn.turnId, inbox: turn.inbox };
  const said = canReply && text !== null ? sayings(outbox, text, { language: state.language, shopName }) : [];
  const entries: OwedEntry[] = [
    ...said,
    ...notices(state, escalation),
    ...(escalation === null && said.length > 0 ? wishEntries(state, now) : []),
    ...(state.optedOut
      ? [{ kind: 'contact-clear', contactId: turn.live.contact.id, ...waitingMarks } as const]
      : []),
    { kind: 'record', job: recordOf(state, escalation, said.length > 0 ? now : null) },
    ...worklistEntries(state, { escalation, isSilent: said.length === 0, now }),
    // Last, because opening hands the conversation over: nothing of ours may come after it.
    ...(escalation !== null && turn.inbox.hasBot ? [{ kind: 'open' } as const] : []),
  ];
  return { turnId: turn.turnId, messageIds: state.messageIds, committedAt: now.toISOString(), entries };
}

/** Whether what is owed hands the conversation to a person. */
export function handsOver(owed: OwedTurn): boolean {
  return owed.entries.some((entry) => entry.kind === 'worklist' && entry.job.worklistKind !== 'withheld');
}

function replyText(state: TurnState, shopName: string): string | null {
  if (state.optedOut && state.escalationReason !== null) {
    const handOver = phrase('hand_over', state.language, { shopName });
    return [state.agentResponse, handOver].filter((part) => part !== null).join(' ');
  }
  switch (state.escalationReason) {
    case null:
      return state.agentResponse;
    case 'complaint':
      return phrase('complaint_received', state.language, { shopName });
    case 'cannot-book':
      return phrase('appointment_by_person', state.language, { shopName });
    default:
      return phrase('hand_over', state.language, { shopName });
  }
}

/** What was talked about, so that whoever looks at the wish knows; the newest words matter most. */
const contextKept = 4000;

/** The wish itself, and the marks that show it in Chatwoot. Kept only with the words that confirm it. */
function wishEntries(state: TurnState, now: Date): OwedEntry[] {
  const { turn, wishes, contactTags, waitingFor } = state;
  if (wishes.length === 0) return [];
  const contactId = turn.live.contact.id;
  const context = state.conversationHistory.map(({ from, text }) => `${from}: ${text}`).join('\n');
  return [
    { kind: 'contact-labels', contactId, add: contactTags },
    ...(waitingFor === null
      ? []
      : [{ kind: 'contact-attributes', contactId, set: { waiting_for: waitingFor } } as const]),
    ...wishes.map((product): OwedEntry => ({
      kind: 'stock-alert',
      job: {
        kind: 'stock-alert',
        turnId: turn.turnId,
        accountId: turn.accountId,
        conversationId: turn.live.id,
        inboxId: turn.inbox.id,
        channel: turn.inbox.channel.name,
        contact: contactOf(turn),
        product,
        messageId: state.messageId,
        customerMessage: state.messageContent.slice(0, 2000),
        conversationContext: context.slice(-contextKept),
        language: state.language,
        priority: 'high',
        requestedAt: now.toISOString(),
      },
    })),
  ];
}

function contactOf({ live }: Pick<Turn, 'live'>): AfterTurnJob['contact'] {
  const { id, name, email, phone, identifier } = live.contact;
  return { id, name, email, phone, identifier };
}

function notices(state: TurnState, escalation: EscalationReason | null): OwedEntry[] {
  const note = escalation !== null && state.notification === null ? explain(escalation) : state.notification;
  return [
    ...(note === null ? [] : [{ kind: 'note', outboxId: `${state.turn.turnId}:note`, text: note } as const]),
    ...(note !== null && state.priority === 'high' ? [{ kind: 'priority', priority: 'high' } as const] : []),
    ...(state.tags.length === 0 ? [] : [{ kind: 'labels', add: state.tags } as const]),
  ];
}

/** Handed over, or left unanswered on purpose: somebody of the team can see both. */
function worklistEntries(
  { turn, messageIds, reason }: TurnState,
  { escalation, isSilent, now }: { escalation: EscalationReason | null; isSilent: boolean; now: Date },
): OwedEntry[] {
  if (escalation === null && !isSilent) return [];
  const job: WorklistJob = {
    kind: 'worklist',
    id: turn.turnId,
    accountId: turn.accountId,
    conversationId: turn.live.id,
    worklistKind: escalation === null ? 'withheld' : 'handed-over',
    messageIds,
    reason: escalation === null ? `Left unanswered. ${reason}` : explain(escalation),
    since: now.toISOString(),
  };
  return [{ kind: 'worklist', job }];
}

function recordOf(
  state: TurnState,
  escalation: EscalationReason | null,
  answeredAt: Date | null,
): AfterTurnJob {
  const { turn } = state;
  return {
    kind: 'after-turn',
    turnId: turn.turnId,
    accountId: turn.accountId,
    conversationId: turn.live.id,
    inboxId: turn.inbox.id,
    channel: turn.inbox.channel.name,
    contact: contactOf(turn),
    messageIds: state.messageIds,
    intent: state.intent,
    priority: state.priority,
    sentiment: state.sentiment,
    language: state.language,
    route: state.route,
    confidence: state.confidence,
    reason: state.reason,
    escalationReason: escalation,
    tools: state.toolsUsed,
    receipts: escalation === null ? state.receipts : [],
    model: state.model,
    ...state.usage,
    facts: factsStatedIn(turn.words),
    askedAt: turn.askedAt.toISOString(),
    startedAt: turn.startedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    outcome: outcomeOf(state, escalation),
    optedOut: state.optedOut,
  };
}

/** `withheld`: nothing to say, as to spam. */
export function outcomeOf(
  state: Pick<TurnState, 'agentResponse'>,
  escalation: EscalationReason | null,
): AfterTurnJob['outcome'] {
  if (escalation !== null) return 'handed-off';
  return state.agentResponse === null ? 'withheld' : 'answered';
}
