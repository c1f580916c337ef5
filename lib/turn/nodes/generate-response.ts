import { addUsage } from '../../models/llm.ts';
import { draftAnswer, type ConversationAgentDeps, type Draft } from '../conversation.agent.ts';
import { unsupportedFacts } from '../../conversation/receipts.ts';
import type { TurnState, TurnUpdate } from '../state.ts';
import { questionOf } from '../utterances.ts';
import { waitingFor, waitingLabels } from '../../stock-alerts/wish.ts';

export type GenerateResponseDeps = ConversationAgentDeps;

/** Drafts an answer from the shop's data, or takes the one begun early, and checks every fact against its record. */
export function generateResponseNode(deps: GenerateResponseDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => {
    const draft = await draftFor(deps, state);
    return draft.kind === 'unavailable'
      ? { escalationReason: 'shop-data-unavailable', usage: addUsage(state.usage, draft.usage) }
      : updateOf(deps, draft, state);
  };
}

async function draftFor(deps: GenerateResponseDeps, state: TurnState): Promise<Draft> {
  const { headStart, inbox, patience } = state.turn;
  if (headStart?.draft !== undefined) return headStart.draft.answer;
  return draftAnswer(deps, {
    ...questionOf(state),
    language: state.language,
    channel: inbox.channel,
    signal: patience,
    alertWanted: state.stockAlertRequested,
    lookedUp: headStart === undefined ? [] : await headStart.lookedUp,
  });
}

function updateOf(
  { shop }: GenerateResponseDeps,
  draft: Extract<Draft, { kind: 'drafted' }>,
  state: TurnState,
): TurnUpdate {
  const { reply, toolCalls, model, usage, wishes, cannotBook, wrongLanguage } = draft;
  const spent = {
    model,
    toolsUsed: [...new Set(toolCalls.map((call) => call.name))],
    usage: addUsage(state.usage, usage),
  };
  if (cannotBook) return { ...spent, agentResponse: null, escalationReason: 'cannot-book' };
  if (reply.kind === 'unknown') return { ...spent, agentResponse: null, answerConfidence: 0 };
  return {
    ...spent,
    agentResponse: reply.text,
    answerConfidence: reply.confidence,
    asksBack: reply.asksBack,
    wrongLanguage,
    receipts: reply.claims.map(({ text: claim, recordId }) => ({ claim, recordId })),
    unsupportedFacts: unsupportedFacts(reply.text, reply.claims, toolCalls, {
      names: [shop.name],
      customersWords: questionOf(state).text,
    }),
    ...(wishes.length === 0
      ? {}
      : {
          wishes: [...wishes],
          contactTags: [...waitingLabels],
          waitingFor: waitingFor(state.openWishes, wishes),
          tags: [...state.tags, 'stock_alert'],
        }),
  };
}
