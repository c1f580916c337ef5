import { END, START, StateGraph } from '@langchain/langgraph';
import { stockCheckState, type StockCheckState } from './check-state.ts';
import { checkStockNode } from './nodes/check-stock.ts';
import { notifyCustomersNode, type NotifyCustomersDeps } from './nodes/notify-customers.ts';
import { updateStatusNode } from './nodes/update-status.ts';

export type StockCheckDeps = NotifyCustomersDeps;

/**
 * The hourly check: which wanted things are back, who is told of them, and what an earlier check left open. It keeps no
 * checkpoint: everything it must remember is in Postgres, so the next run goes on where a dead one stopped.
 */
export function stockCheckGraph(deps: StockCheckDeps) {
  return new StateGraph(stockCheckState)
    .addNode('check_stock', checkStockNode(deps))
    .addNode('notify_customers', notifyCustomersNode(deps))
    .addNode('update_status', updateStatusNode(deps))
    .addEdge(START, 'check_stock')
    .addConditionalEdges('check_stock', isProductAvailable, {
      in_stock: 'notify_customers',
      out_of_stock: END,
    })
    .addEdge('notify_customers', 'update_status')
    .addEdge('update_status', END)
    .compile({ name: 'stock-check' });
}
export type StockCheckGraph = ReturnType<typeof stockCheckGraph>;

/** A claim that an earlier check left open was made of a unit that was there: it is looked at again. */
export function isProductAvailable({
  productIds,
  stuck,
}: Pick<StockCheckState, 'productIds' | 'stuck'>): 'in_stock' | 'out_of_stock' {
  return productIds.length > 0 || stuck > 0 ? 'in_stock' : 'out_of_stock';
}
