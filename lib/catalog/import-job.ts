import { JobRefused, runJob, type RunJobDeps } from '../jobs/run-job.ts';
import type { Attempt } from '../queue/jobs.ts';
import type { Database } from '../store/postgres/pool.ts';
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
      const merged = await mergeImport(deps.db, importId, report);
      if (merged === undefined) throw new JobRefused('The file was not kept this long. Send it again.');
      return { products: merged.products, added: merged.added, changed: merged.changed };
    },
  });
}
