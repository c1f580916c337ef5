import { z } from 'zod';
import type { Tool } from '../../models/llm.ts';
import { MalformedInput } from '../../runtime/errors.ts';
import type { Wish } from '../wish.ts';
import { wishFor } from '../wish.ts';
import { recordOf, type StockOf } from './check-stock.ts';

const input = z.strictObject({ sku: z.string().min(1).max(100) });

/**
 * Proposes to note that this customer wants to be told when something is back. Nothing is noted here: the proposal goes
 * to `propose`, and the turn's commit carries it out if the answer goes out.
 */
export function createStockAlertTool(stockOf: StockOf, propose: (wish: Wish) => void): Tool {
  return {
    name: 'create_stock_alert',
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
      propose(wishFor(found));
      return { noted: true, items: [recordOf(found)] };
    },
  };
}
