import { StateSchema } from '@langchain/langgraph';
import { z } from 'zod';
import { claim } from './claim-store.ts';

/** What one stock check found and did. */
export const stockCheckState = new StateSchema({
  /** The wanted products that are there again. */
  productIds: z.array(z.uuid()),
  backInStock: z.number().int(),
  customersWaiting: z.number().int(),
  /** Claims of an earlier check that nobody was told of. */
  stuck: z.number().int(),
  expired: z.number().int(),
  queued: z.number().int(),
  requeued: z.number().int(),
  /** Claimed just now and not queued. */
  notQueued: z.array(claim),
});
export type StockCheckState = typeof stockCheckState.State;
export type StockCheckUpdate = typeof stockCheckState.Update;
