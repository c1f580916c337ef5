import { z } from 'zod';
import type { Tool } from '../../models/llm.ts';
import { MalformedInput } from '../../runtime/errors.ts';
import type { Candidate } from '../../stock-alerts/pick-product.agent.ts';

/** Finds products by words. Throws UpstreamUnavailable when the catalogue cannot be read. */
export type ProductSearch = (query: string) => Promise<readonly Candidate[]>;

const input = z.object({ query: z.string().min(1).max(2000) });

/** The catalogue as a tool: name, description, price, stock and link of the products that fit best. */
export function searchProductsTool(search: ProductSearch): Tool {
  return {
    name: 'search_products',
    description: 'Finds products of the shop by what the customer asks for. Prices are in cents.',
    input,
    async run(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw new MalformedInput('search_products needs {query}');
      return { items: await search(parsed.data.query) };
    },
  };
}
