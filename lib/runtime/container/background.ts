import { backgroundWorkerEnv, readEnv } from '../../config/env.ts';
import type { PutOnRecordDeps } from '../../insight/put-on-record.ts';
import { sqsVisibility } from '../../queue/sqs.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import { createLog } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { sqsClient } from './queue.ts';

/** What background-worker works with. Throws BadSetting when a variable is missing. */
export function backgroundContainer(): { deps: () => Promise<PutOnRecordDeps>; worker: WorkerDeps } {
  const env = readEnv(backgroundWorkerEnv);
  const log = createLog('background-worker');
  const deps = { db: databaseFrom(env), log };
  const visibility = sqsVisibility({ sqs: sqsClient(), queueUrl: env.WORK_QUEUE_URL });
  const worker = { visibility, log, hiddenSeconds: env.FRONTDESK_VISIBILITY_SECONDS };
  return { deps: () => Promise.resolve(deps), worker };
}
