import type { TeamMember } from '../../chatwoot/conversation.ts';
import { ChatwootUnavailable } from '../../chatwoot/http.ts';
import { explain } from '../escalation.ts';
import { mentions } from '../mentions.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

export interface NotifyHumanDeps {
  /** The people of an inbox; the container keeps them for a minute. */
  membersOf: (inboxId: number) => Promise<readonly TeamMember[]>;
}

/** Prepares what a person of the team is told: a private note that names them, and a label. It goes with the answer. */
export function notifyHumanNode(deps: NotifyHumanDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => ({
    notification: noteFor(state, mentions(state.turn.live, await membersOrNobody(deps, state.turn.inbox.id))),
    tags: [...new Set([...state.tags, state.escalationReason === null ? 'high_priority' : 'needs_person'])],
  });
}

/** A note without a name is better than none. */
async function membersOrNobody(
  { membersOf }: NotifyHumanDeps,
  inboxId: number,
): Promise<readonly TeamMember[]> {
  try {
    return await membersOf(inboxId);
  } catch (error) {
    if (error instanceof ChatwootUnavailable) return [];
    throw error;
  }
}

/** The customer's words are in the conversation already; the note says only what they do not. */
function noteFor(state: TurnState, mentioned: string): string {
  const { escalationReason, toolsUsed, intent, priority, sentiment, language } = state;
  const lines = [
    mentioned,
    escalationReason === null
      ? 'High priority. The assistant goes on answering; please keep an eye on it.'
      : `${explain(escalationReason)} Please take over.`,
    state.reason,
    toolsUsed.length === 0 ? '' : `Looked it up with ${toolsUsed.join(' and ')}.`,
    `Intent ${intent}, priority ${priority}, sentiment ${sentiment.toFixed(1)}, language ${language}.`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
