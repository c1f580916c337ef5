import type { ChatMessage } from '../chatwoot/conversation.ts';
import { free } from '../models/llm.ts';
import type { HistoryEntry, Turn, TurnUpdate } from './state.ts';

/**
 * The graph's input. It replaces every field but the history, so nothing of an earlier or broken run shines through;
 * the history is merged by message id from what Chatwoot says now.
 */
export function freshTurn(turn: Turn, messages: readonly ChatMessage[]): TurnUpdate {
  const { words, live, inbox } = turn;
  const { name, email, phone, identifier } = live.contact;
  return {
    messageId: words.at(-1)?.messageId ?? 0,
    messageIds: words.map((said) => said.messageId),
    conversationId: live.id,
    customerId: live.contact.id,
    channel: inbox.channel.name,
    messageContent: words.map((said) => said.text).join('\n'),
    messageType: 'incoming',
    intent: 'other',
    priority: 'medium',
    sentiment: 0,
    language: 'und',
    confidence: 0,
    reason: '',
    route: 'agent',
    needsHuman: false,
    optedOut: false,
    escalationReason: null,
    notification: null,
    agentResponse: null,
    answerConfidence: 0,
    unsupportedFacts: [],
    wrongLanguage: false,
    asksBack: false,
    toolsUsed: [],
    receipts: [],
    model: '',
    usage: free,
    customerProfile: { name, email, phone, identifier },
    conversationHistory: messages.flatMap(historyEntryOf),
    tags: [],
    facts: [],
    followUpNeeded: false,
    followUpDate: null,
    isCampaignMessage: false,
    campaignId: null,
    productInterest: null,
    stockAlertRequested: false,
    openWishes: [],
    stockProduct: null,
    wishes: [],
    contactTags: [],
    waitingFor: null,
    outcome: null,
    turn,
  };
}

/** Private notes, deleted messages and automatic ones are not part of the conversation with the customer. */
function historyEntryOf(message: ChatMessage): HistoryEntry[] {
  if (message.private || message.deleted || message.author === 'automation' || message.text === '') return [];
  const from = message.author === 'customer' ? 'customer' : message.author === 'person' ? 'person' : 'shop';
  return [{ id: `cw:${message.id}`, from, text: message.text }];
}
