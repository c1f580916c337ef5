import { JobRefused, runJob, type RunJobDeps } from '../jobs/run-job.ts';
import type { Attempt } from '../queue/jobs.ts';
import type { Database } from '../store/postgres/pool.ts';
import { analyzeCatalog } from './analyze.ts';
import { refusedForVariants } from './import-products.ts';
import { mergeImport } from './import-store.ts';

/** Takes over, watched, a file that was checked. */
export function takeOverImport(
  deps: RunJobDeps & { readonly db: Database },
  { jobId, importId }: { jobId: string; importId: string },
  attempt: Attempt,
): Promise<void> {
  return runJob(deps, {
    jobId,
    attempt,
    async work(report) {
      const outcome = await mergeImport(deps.db, importId, report);
      switch (outcome.kind) {
        case 'merged':
          await analyzeCatalog(deps, jobId);
          return { products: outcome.products, added: outcome.added, changed: outcome.changed };
        case 'refused': {
          const { message, errors } = refusedForVariants(outcome);
          throw new JobRefused(message, [...errors]);
        }
        case 'gone':
          throw new JobRefused('The file was not kept this long. Send it again.');
      }
    },
  });
}
