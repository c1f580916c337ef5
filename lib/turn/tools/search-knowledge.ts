import { z } from 'zod';
import type { Tool } from '../../models/llm.ts';
import { MalformedInput } from '../../runtime/errors.ts';

/** Finds passages of the shop's knowledge. Throws UpstreamUnavailable when it cannot be read. */
export type KnowledgeSearch = (query: string) => Promise<readonly { id: string }[]>;

const input = z.object({ query: z.string().min(1).max(2000) });

/** The shop's knowledge as a tool: passages about shipping, returns, opening hours and the like. */
export function searchKnowledgeTool(search: KnowledgeSearch): Tool {
  return {
    name: 'search_knowledge',
    description:
      "Finds passages of the shop's knowledge base (shipping, returns, payment, care, opening hours).",
    input,
    async run(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw new MalformedInput('search_knowledge needs {query}');
      return { items: await search(parsed.data.query) };
    },
  };
}
