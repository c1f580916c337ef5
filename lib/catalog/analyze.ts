import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { Db } from '../store/postgres/db.ts';

/**
 * Counts anew what searches and lists are planned by: after ten thousand products came in, what was known of an empty
 * table makes for slow plans. RDS does so by itself within minutes and lets only the owner ask; the embedded Postgres never
 * does. What is imported stays imported when this fails.
 */
export async function analyzeCatalog({ db, log }: { db: Db; log: Log }, jobId: string): Promise<void> {
  for (const table of ['products', 'variants', 'knowledge_articles', 'knowledge_chunks']) {
    try {
      await db.query(`analyze ${table}`);
    } catch (error) {
      log({ event: 'long-work.failed', job: 'analyze-catalog', jobId, failure: failureOf(error) });
    }
  }
}
