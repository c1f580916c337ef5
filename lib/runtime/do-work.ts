import { takeOverImport } from '../catalog/import-job.ts';
import { putOnRecord, type PutOnRecordDeps } from '../insight/put-on-record.ts';
import type { RunJobDeps } from '../jobs/run-job.ts';
import type { Attempt, WorkJob } from '../queue/jobs.ts';
import { carryOutShopEvent, type CarryOutDeps } from '../shop-events/carry-out.ts';

export type DoWorkDeps = PutOnRecordDeps & RunJobDeps & CarryOutDeps;

/** Hands a job of work.fifo to whom it belongs. The same job again changes nothing. */
export async function doWork(deps: DoWorkDeps, job: WorkJob, attempt: Attempt): Promise<void> {
  switch (job.kind) {
    case 'after-turn':
    case 'worklist':
    case 'stock-alert':
    case 'opt-out':
    case 'stood-aside':
      return putOnRecord(deps, job);
    case 'import-products':
      return takeOverImport(deps, job, attempt);
    case 'shop-event':
      return carryOutShopEvent(deps, job, attempt);
  }
}
