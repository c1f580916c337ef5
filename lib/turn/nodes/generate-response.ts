import { draftAnswer, type ConversationAgentDeps, type Draft } from '../conversation.agent.ts';
import { unsupportedFacts } from '../receipts.ts';
import type { TurnState, TurnUpdate } from '../state.ts';
import { utterancesBefore } from './classify.ts';

export type GenerateResponseDeps = ConversationAgentDeps;

/** Drafts an answer from the shop's data and checks every fact in it against its record. */
export function generateResponseNode(deps: GenerateResponseDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => {
    const history = utterancesBefore(state);
    const { messageContent: text, language } = state;
    const draft = await draftAnswer(deps, { text, history, language });
    return draft.kind === 'unavailable'
      ? { escalationReason: 'shop-data-unavailable' }
      : updateOf(draft, state);
  };
}

function updateOf(
  { reply, toolCalls, model, usage }: Extract<Draft, { kind: 'drafted' }>,
  state: TurnState,
): TurnUpdate {
  const spent = {
    model,
    toolsUsed: [...new Set(toolCalls.map((call) => call.name))],
    usage: {
      inputTokens: state.usage.inputTokens + usage.inputTokens,
      outputTokens: state.usage.outputTokens + usage.outputTokens,
      costUsd: state.usage.costUsd + usage.costUsd,
    },
  };
  if (reply.kind === 'unknown') return { ...spent, agentResponse: null, answerConfidence: 0 };
  return {
    ...spent,
    agentResponse: reply.text,
    answerConfidence: reply.confidence,
    receipts: reply.claims.map(({ text: claim, recordId }) => ({ claim, recordId })),
    unsupportedFacts: unsupportedFacts(reply.text, reply.claims, toolCalls),
  };
}
