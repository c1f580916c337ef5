import { upsertLead } from '../leads/store.ts';
import type { StockAlertJob } from '../queue/jobs.ts';
import type { Db } from '../store/postgres/db.ts';
import { createStockAlert } from './store.ts';

/** Nobody is surprised half a year later by news of something they have long forgotten. */
export const keptMs = 180 * 24 * 3600 * 1000;

/** Notes a wish a turn promised to keep, and its customer. The same job again changes nothing. */
export async function noteWish(db: Db, job: StockAlertJob): Promise<void> {
  const { accountId, conversationId, inboxId, channel, contact, product, turnId, language } = job;
  const requestedAt = new Date(job.requestedAt);
  const { id: leadId } = await upsertLead(db, { accountId, contact, channel, at: requestedAt });
  await createStockAlert(db, {
    ...{ accountId, leadId, conversationId, inboxId, channel, language, turnId },
    productName: product.name,
    sku: product.sku,
    productUrl: product.url,
    messageId: job.messageId,
    customerMessage: job.customerMessage,
    conversationContext: job.conversationContext,
    priority: job.priority,
    requestedAt,
    expiresAt: new Date(requestedAt.getTime() + keptMs),
  });
}
