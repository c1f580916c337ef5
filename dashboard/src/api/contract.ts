import type { z } from 'zod';
import type { merged } from '../../../lib/catalog/import-api.ts';
import type { article } from '../../../lib/catalog/knowledge-api.ts';
import type { StockItem } from '../../../lib/catalog/stock.ts';
import type { StoredProduct } from '../../../lib/catalog/stored-product.ts';
import type { conversation } from '../../../lib/insight/api.ts';
import type { queueItem, worklistRow } from '../../../lib/insight/queue-api.ts';
import type { Health } from '../../../lib/insight/health.ts';
import type { overview } from '../../../lib/insight/overview-api.ts';
import type { shownJob } from '../../../lib/jobs/api.ts';
import type { stockAlert } from '../../../lib/stock-alerts/api.ts';
import type { RouteVerdict } from '../../../lib/turn/route.ts';
import type { conversationMoved } from '../../../lib/turn/take-over-api.ts';
import type { Retrieved, TriedAnswer } from '../../../lib/turn/test-bench.ts';

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
  'POST /api/test-bench/classify': { body: { text: string }; answer: RouteVerdict };
  'POST /api/test-bench/retrieve': { body: { text: string }; answer: { items: readonly Retrieved[] } };
  'POST /api/test-bench/answer': { body: { text: string }; answer: TriedAnswer };
  'GET /api/products': { body: undefined; answer: Page<StoredProduct> };
  'POST /api/products/import': { body: Blob; answer: Imported | { jobId: string; products: number } };
  'GET /api/jobs/{id}': { body: undefined; answer: Job };
  'GET /api/knowledge': { body: undefined; answer: Page<Article> };
  'POST /api/knowledge': {
    body: FormData | { title: string; text: string };
    answer: { id: string; chunks: number };
  };
  'POST /api/products/{id}/stock': { body: { stock: number; sku?: string }; answer: StockItem };
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type { StoredProduct, Health, Retrieved, RouteVerdict, TriedAnswer };
export type Conversation = z.infer<typeof conversation>;
export type Turn = Conversation['turns'][number];
export type StockAlert = z.infer<typeof stockAlert>;
export type QueueItem = z.infer<typeof queueItem>;
export type WorklistItem = z.infer<typeof worklistRow>;
export type ConversationMoved = z.infer<typeof conversationMoved>;
export type Overview = z.infer<typeof overview>;
export type Imported = z.infer<typeof merged>;
export type Job = z.infer<typeof shownJob>;
export type Article = z.infer<typeof article>;
