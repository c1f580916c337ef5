import { stockCheckContainer } from '../../lib/runtime/container/stock-check.ts';
import { scheduleHandler } from '../../lib/runtime/schedule-handler.ts';
import { checkStock } from '../../lib/stock-alerts/check-stock.ts';

/** Hourly: which wanted products are back in stock. */
export const handler = scheduleHandler({
  name: 'stock-check',
  container: stockCheckContainer(),
  run: checkStock,
});
