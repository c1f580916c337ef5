import { z } from 'zod';
import type { StockItem } from '../../catalog/stock.ts';
import type { Tool } from '../../models/llm.ts';
import { MalformedInput } from '../../runtime/errors.ts';

/** Reads the stock of a SKU right now. Throws UpstreamUnavailable when it cannot be read. */
export type StockOf = (sku: string) => Promise<StockItem | undefined>;

/** Postgres knows no NUL: a SKU that holds one is nobody's. */
export const skuInput = z
  .string()
  .min(1)
  .max(100)
  .refine((sku) => !sku.includes('\0'));

const input = z.strictObject({ sku: skuInput });

/** The stock of one product or variant as it is now. */
export function checkStockTool(stockOf: StockOf): Tool {
  return {
    name: 'check_stock',
    description: 'Tells how many of a product or variant are in stock right now, by its SKU.',
    input,
    async run(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw new MalformedInput('check_stock needs {sku}');
      const found = await stockOf(parsed.data.sku);
      return { items: found === undefined ? [] : [recordOf(found)] };
    },
  };
}

/** A stock record as tools show it, with the id that receipts point to. */
export function recordOf(record: StockItem): StockItem & { id: string } {
  return { ...record, id: `product:${record.productSku}` };
}
