import type { z } from 'zod';
import type { ProductInput } from '../../../lib/catalog/product.ts';
import type { StockItem } from '../../../lib/catalog/stock.ts';
import type { StoredProduct } from '../../../lib/catalog/stored-product.ts';
import type { conversation } from '../../../lib/insight/api.ts';
import type { queueItem, worklistRow } from '../../../lib/insight/queue-api.ts';
import type { Health } from '../../../lib/insight/health.ts';
import type { overview } from '../../../lib/insight/overview-api.ts';
import type { stockAlert } from '../../../lib/stock-alerts/api.ts';
import type { conversationMoved } from '../../../lib/turn/take-over-api.ts';

/** What the pages ask the API for: what they send, and what it answers. The types are those of its own schemas. */
export interface Contract {
  'GET /health': { body: undefined; answer: Health };
  'GET /api/overview': { body: undefined; answer: Overview };
  'GET /api/conversations/{id}': { body: undefined; answer: Conversation };
  'GET /api/stock-alerts': { body: undefined; answer: Page<StockAlert> };
  'GET /api/queue': { body: undefined; answer: Page<QueueItem> };
  'GET /api/worklist': { body: undefined; answer: Page<WorklistItem> };
  'POST /api/worklist/{id}/resolve': { body: undefined; answer: { id: string; resolved: true } };
  'POST /api/conversations/{id}/takeover': { body: undefined; answer: ConversationMoved };
  'POST /api/conversations/{id}/release': { body: undefined; answer: ConversationMoved };
  'POST /api/conversations/{id}/pause': { body: undefined; answer: ConversationMoved };
  'GET /api/products/{id}': { body: undefined; answer: StoredProduct };
  'POST /api/products': { body: ProductInput; answer: StoredProduct };
  'POST /api/products/{id}/stock': { body: { stock: number; sku?: string }; answer: StockItem };
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type { Health };
export type Conversation = z.infer<typeof conversation>;
export type Turn = Conversation['turns'][number];
export type StockAlert = z.infer<typeof stockAlert>;
export type QueueItem = z.infer<typeof queueItem>;
export type WorklistItem = z.infer<typeof worklistRow>;
export type ConversationMoved = z.infer<typeof conversationMoved>;
export type Overview = z.infer<typeof overview>;
