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
import type { breakerTold } from '../../../lib/limits/api.ts';
import type { notified } from '../../../lib/stock-alerts/notify-api.ts';
import type { shownAlert } from '../../../lib/stock-alerts/shown-alert.ts';
import type { RouteVerdict } from '../../../lib/turn/route.ts';
import type { conversationMoved } from '../../../lib/conversation/api.ts';
import type { settingsTold } from '../../../lib/config/api.ts';
import type { Role } from '../../../lib/runtime/api/roles.ts';
import type { retrieved, triedAnswer } from '../../../lib/turn/test-bench-api.ts';

/** What the pages ask the API for: what they send, and what it answers. The types are those of its own schemas. */
export interface Contract {
  'GET /health': { body: undefined; answer: Health };
  'GET /api/session': { body: undefined; answer: { role: Role } };
  'GET /api/settings': { body: undefined; answer: z.infer<typeof settingsTold> };
  'GET /api/overview': { body: undefined; answer: Overview };
  'GET /api/conversations/{id}': { body: undefined; answer: Conversation };
  'GET /api/stock-alerts': { body: undefined; answer: Page<StockAlert> };
  'POST /api/stock-alerts/{id}/cancel': { body: undefined; answer: StockAlert };
  'POST /api/stock-alerts/notify': {
    body: { sku: string; stock?: number; dryRun?: boolean; policy?: 'one-per-unit' | 'all' };
    answer: Notified;
  };
  'GET /api/breaker': { body: undefined; answer: Breaker };
  'POST /api/breaker/stop': { body: undefined; answer: Breaker };
  'POST /api/breaker/resume': { body: undefined; answer: Breaker };
  'GET /api/queue': { body: undefined; answer: Page<QueueItem> };
  'GET /api/worklist': { body: undefined; answer: Page<WorklistItem> };
  'POST /api/worklist/{id}/resolve': { body: undefined; answer: { id: string; resolved: true } };
  'POST /api/conversations/{id}/takeover': { body: undefined; answer: ConversationMoved };
  'POST /api/conversations/{id}/release': { body: undefined; answer: ConversationMoved };
  'POST /api/conversations/{id}/pause': { body: undefined; answer: ConversationMoved };
  'POST /api/test-bench/classify': { body: Tried; answer: RouteVerdict };
  'POST /api/test-bench/retrieve': { body: Tried; answer: { items: readonly Retrieved[] } };
  'POST /api/test-bench/answer': { body: Tried; answer: TriedAnswer };
  'GET /api/products': { body: undefined; answer: Page<StoredProduct> };
  'POST /api/products/import': { body: Blob; answer: Imported | { jobId: string; products: number } };
  'GET /api/jobs/{id}': { body: undefined; answer: Job };
  'GET /api/knowledge': { body: undefined; answer: Page<Article> };
  'POST /api/knowledge': {
    body: FormData | { title: string; text: string };
    answer: { id: string; chunks: number };
  };
  'DELETE /api/knowledge/{id}': { body: undefined; answer: { id: string } };
  'POST /api/products/{id}/stock': { body: { stock: number; sku?: string }; answer: StockItem };
}

/** What is tried out on the test bench: words, what was said before, and what is known of who says them. */
export interface Tried {
  readonly text: string;
  readonly context?: readonly { readonly from: 'customer' | 'shop'; readonly text: string }[];
  readonly contact?: { readonly labels: readonly string[] };
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type { StoredProduct, Health, Role, RouteVerdict };
export type Retrieved = z.infer<typeof retrieved>['items'][number];
export type TriedAnswer = z.infer<typeof triedAnswer>;
export type Conversation = z.infer<typeof conversation>;
export type Breaker = z.infer<typeof breakerTold>;
export type Turn = Conversation['turns'][number];
export type StockAlert = z.infer<typeof shownAlert>;
export type Notified = z.infer<typeof notified>;
export type QueueItem = z.infer<typeof queueItem>;
export type WorklistItem = z.infer<typeof worklistRow>;
export type ConversationMoved = z.infer<typeof conversationMoved>;
export type Overview = z.infer<typeof overview>;
export type Imported = z.infer<typeof merged>;
export type Job = z.infer<typeof shownJob>;
export type Article = z.infer<typeof article>;
