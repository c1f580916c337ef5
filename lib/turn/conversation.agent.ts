import type { LanguageModel, Reply, ToolCall, Usage, Utterance } from '../models/llm.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { searchKnowledgeTool, type KnowledgeSearch } from './tools/search-knowledge.ts';
import { searchProductsTool, type ProductSearch } from './tools/search-products.ts';

export interface ConversationAgentDeps {
  model: LanguageModel;
  products: ProductSearch;
  knowledge: KnowledgeSearch;
  shopName: string;
}

/** A drafted answer, with everything needed to check it. `unavailable`: the shop's data could not be read. */
export type Draft =
  | { kind: 'drafted'; reply: Reply; toolCalls: readonly ToolCall[]; model: string; usage: Usage }
  | { kind: 'unavailable' };

/** Answers the customer from the shop's products and knowledge. Nothing is sent here. */
export async function draftAnswer(
  { model, products, knowledge, shopName }: ConversationAgentDeps,
  question: { text: string; history: readonly Utterance[]; language: string },
): Promise<Draft> {
  const tools = [searchProductsTool(products), searchKnowledgeTool(knowledge)];
  try {
    const {
      value,
      toolCalls,
      model: answeredBy,
      usage,
    } = await model.converse({ ...question, shopName, tools });
    return { kind: 'drafted', reply: value, toolCalls, model: answeredBy, usage };
  } catch (error) {
    // Without Postgres or a model nothing may be claimed: a person takes over, and the customer is told so.
    if (error instanceof UpstreamUnavailable) return { kind: 'unavailable' };
    throw error;
  }
}
