import { z } from 'zod';
import type { Tool, ToolCall } from '../../models/llm.ts';
import { MalformedInput } from '../../runtime/errors.ts';
import { wish, wishFor, type Wish } from '../../stock-alerts/wish.ts';
import { recordOf, skuInput, type StockOf } from './check-stock.ts';

const name = 'create_stock_alert';
const input = z.strictObject({ sku: skuInput });

/** Nobody waits for a whole catalogue. */
const mostAtOnce = 3;

/**
 * Proposes to note that this customer wants to be told when something is back. Nothing is noted here: the turn's commit
 * carries out what `proposedWishes` finds, if the answer goes out.
 */
export function createStockAlertTool(stockOf: StockOf): Tool {
  const noted = new Set<string>();
  return {
    name,
    description:
      'Notes that this customer wants to be told, in this conversation, when a sold-out product or variant is back in stock. Takes its SKU.',
    input,
    async run(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw new MalformedInput('create_stock_alert needs {sku}');
      const found = await stockOf(parsed.data.sku);
      if (found === undefined)
        return { noted: false, because: 'There is no product with this SKU.', items: [] };
      if (found.stock > 0)
        return {
          noted: false,
          because: 'It is in stock now, nobody needs to wait.',
          items: [recordOf(found)],
        };
      if (noted.size >= mostAtOnce && !noted.has(found.sku))
        return { noted: false, because: `No more than ${mostAtOnce} at once.`, items: [recordOf(found)] };
      noted.add(found.sku);
      return { noted: true, wish: wishFor(found), items: [recordOf(found)] };
    },
  };
}

const proposal = z.object({ noted: z.literal(true), wish });

/** What was proposed on the way to an answer, each thing once. Calls of a model that failed on the way do not count. */
export function proposedWishes(toolCalls: readonly ToolCall[]): Wish[] {
  const proposed = toolCalls
    .filter((call) => call.name === name)
    .flatMap(({ result }) => proposal.safeParse(result).data?.wish ?? []);
  return [...new Map(proposed.map((one) => [one.sku, one])).values()];
}
