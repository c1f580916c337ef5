import { phrase } from '../models/built-in/phrases.ts';
import type { AfterTurnJob, WorklistJob } from '../queue/jobs.ts';
import type { OwedEntry, OwedTurn } from '../store/dynamodb/ledger.ts';
import { explain, type EscalationReason } from './escalation.ts';
import { factsStatedIn } from './lead-facts.ts';
import { inParts, type Correspondence } from './manner.ts';
import type { Turn, TurnState } from './state.ts';

/** Everything one turn owes, in the order it must happen: words, note, priority and labels, records, the status last. */
export function promisesOf(
  state: TurnState,
  { canReply, shopName, now }: { canReply: boolean; shopName: string; now: Date },
): OwedTurn {
  const { turn } = state;
  const escalation: EscalationReason | null = canReply ? state.escalationReason : 'window-closed';
  const text = replyText(state, shopName);
  const said = canReply && text !== null ? sayings(turn, text, { language: state.language, shopName }) : [];
  const entries: OwedEntry[] = [
    ...said,
    ...notices(state, escalation),
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

/** The words of one answer as outbox entries: one, or several where the channel's messages are short. */
export function sayings(
  { turnId, inbox }: Pick<Turn, 'turnId' | 'inbox'>,
  text: string,
  correspondence: Correspondence,
): OwedEntry[] {
  return inParts(text, inbox.channel, correspondence).map((part, index) => ({
    kind: 'say',
    outboxId: `${turnId}:say:${index}`,
    text: part,
  }));
}

function replyText(state: TurnState, shopName: string): string | null {
  switch (state.escalationReason) {
    case null:
      return state.agentResponse;
    case 'complaint':
      return phrase('complaint_received', state.language, { shopName });
    default:
      return phrase('hand_over', state.language, { shopName });
  }
}

function notices(state: TurnState, escalation: EscalationReason | null): OwedEntry[] {
  const note = escalation !== null && state.notification === null ? explain(escalation) : state.notification;
  if (note === null) return [];
  return [
    { kind: 'note', outboxId: `${state.turn.turnId}:note`, text: note },
    ...(state.priority === 'high' ? [{ kind: 'priority', priority: 'high' } as const] : []),
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
  const { id, name, email, phone, identifier } = turn.live.contact;
  return {
    kind: 'after-turn',
    turnId: turn.turnId,
    accountId: turn.accountId,
    conversationId: turn.live.id,
    inboxId: turn.inbox.id,
    channel: turn.inbox.channel.name,
    contact: { id, name, email, phone, identifier },
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
    startedAt: turn.startedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    outcome: outcomeOf(state, escalation),
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
