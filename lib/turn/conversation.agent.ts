import type { Channel } from '../chatwoot/channels.ts';
import { unsupportedFacts, type Known } from '../conversation/receipts.ts';
import {
  free,
  type LanguageModel,
  type Reply,
  type ToolCall,
  type Usage,
  type Utterance,
} from '../models/llm.ts';
import { ModelFailed } from '../models/model-failed.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { conversationPrompt } from './conversation.prompt.ts';
import { promisesIn } from './promise-words.ts';
import type { Shop } from './shop.ts';
import { asksForAppointment, bookAppointmentTool } from './tools/book-appointment.ts';
import { checkStockTool, type StockOf } from './tools/check-stock.ts';
import { createStockAlertTool, proposedWishes } from './tools/create-stock-alert.ts';
import { searchKnowledgeTool, type KnowledgeSearch } from './tools/search-knowledge.ts';
import { searchProductsTool, type ProductSearch } from './tools/search-products.ts';
import type { Wish } from '../stock-alerts/wish.ts';

export interface ConversationAgentDeps {
  conversation: LanguageModel;
  products: ProductSearch;
  knowledge: KnowledgeSearch;
  stockOf: StockOf;
  /** BCP 47, or `und` when it cannot be told. */
  languageOf: (text: string) => Promise<string>;
  shop: Shop;
  now: () => Date;
}

export interface ConversationQuestion {
  text: string;
  history: readonly Utterance[];
  language: string;
  channel: Channel;
  alertWanted: boolean;
  /** What was looked up already; undefined = the shop's data could not be read. */
  lookedUp: readonly ToolCall[] | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * A drafted answer, with everything needed to check it. `unavailable`: the shop's data or no model could be reached; what
 * was paid for all the same is in `usage`.
 */
export type Draft =
  | {
      kind: 'drafted';
      reply: Reply;
      toolCalls: readonly ToolCall[];
      wishes: readonly Wish[];
      /** An appointment was asked for, which nobody but a person can make. */
      cannotBook: boolean;
      wrongLanguage: boolean;
      model: string;
      usage: Usage;
    }
  | { kind: 'unavailable'; usage: Usage };

/** Answers the customer from the shop's products and knowledge. Nothing is sent or noted here. */
export async function draftAnswer(
  deps: ConversationAgentDeps,
  { channel, alertWanted, lookedUp, ...question }: ConversationQuestion,
): Promise<Draft> {
  if (lookedUp === undefined) return { kind: 'unavailable', usage: free };
  const { conversation, shop, now } = deps;
  const check = (reply: Reply, calls: readonly ToolCall[]) =>
    faultsOf(deps, reply, { language: question.language, toolCalls: calls });
  try {
    const { value, toolCalls, model, usage } = await conversation.converse({
      ...question,
      prompt: conversationPrompt({ shop, now: now(), channel, alertWanted }),
      tools: toolsOf(deps),
      lookedUp,
      objections: async (reply, calls) => [
        ...unbacked(reply, calls, { names: [shop.name], customersWords: question.text }),
        ...sentencesOf(await check(reply, calls)),
      ],
    });
    const faults = model === 'built-in' ? noFaults : await check(value, toolCalls);
    return {
      kind: 'drafted',
      reply: faults.emptyPromise ? { kind: 'unknown', reason: 'It promised what was not noted.' } : value,
      toolCalls,
      // What was noted and not said is not wanted: they were asked back, or told something else.
      wishes: faults.unsaid ? [] : proposedWishes(toolCalls),
      cannotBook: asksForAppointment(toolCalls),
      wrongLanguage: faults.wrongLanguage,
      model,
      usage,
    };
  } catch (error) {
    // Without Postgres or a model nothing may be claimed: a person takes over, and the customer is told so.
    if (error instanceof UpstreamUnavailable) return { kind: 'unavailable', usage: free };
    if (error instanceof ModelFailed && error.reason !== 'cancelled') {
      return { kind: 'unavailable', usage: error.usage };
    }
    throw error;
  }
}

function toolsOf({ products, knowledge, stockOf }: ConversationAgentDeps) {
  // Always in this order: providers cache the tools with what comes after them.
  return [
    searchProductsTool(products),
    searchKnowledgeTool(knowledge),
    checkStockTool(stockOf),
    createStockAlertTool(stockOf),
    bookAppointmentTool,
  ];
}

interface Faults {
  wrongLanguage: boolean;
  /** It says that something will be done for the customer, and nothing was noted. */
  emptyPromise: boolean;
  /** A wish was noted, and the customer does not hear of it. */
  unsaid: boolean;
}
const noFaults: Faults = { wrongLanguage: false, emptyPromise: false, unsaid: false };

/** The built-in detector guesses on fewer words than this. */
const wordsToTellLanguage = 8;

async function faultsOf(
  { languageOf }: ConversationAgentDeps,
  reply: Reply,
  { language, toolCalls }: { language: string; toolCalls: readonly ToolCall[] },
): Promise<Faults> {
  if (reply.kind === 'unknown') return noFaults;
  const isLong = reply.text.split(/\s+/u).length >= wordsToTellLanguage;
  const spoken = isLong && language !== 'und' ? await languageOf(reply.text) : 'und';
  const noted = proposedWishes(toolCalls).length > 0;
  // A model may promise in words and not say so: its words count.
  const promises = reply.promisesAlert || promisesIn(reply.text, toolCalls);
  return {
    wrongLanguage: spoken !== 'und' && spoken.slice(0, 2) !== language.slice(0, 2),
    emptyPromise: promises && !noted,
    unsaid: noted && (reply.asksBack || !promises),
  };
}

function unbacked(reply: Reply, toolCalls: readonly ToolCall[], known: Known): string[] {
  if (reply.kind === 'unknown') return [];
  const facts = unsupportedFacts(reply.text, reply.claims, toolCalls, known);
  if (facts.length === 0) return [];
  return [
    `No claim with a record shows these facts: ${facts.join(' · ')}. Leave them out, or copy them exactly from a record and claim them.`,
  ];
}

function sentencesOf({ wrongLanguage, emptyPromise, unsaid }: Faults): string[] {
  return [
    ...(wrongLanguage ? ['The answer is not in the language asked for.'] : []),
    ...(emptyPromise
      ? [
          'The answer promises what nothing keeps: create_stock_alert noted nothing, and you can neither reserve, call nor write later. Do not promise it.',
        ]
      : []),
    ...(unsaid
      ? [
          'create_stock_alert noted a wish, but the answer does not tell the customer. Say that they will be told.',
        ]
      : []),
  ];
}
