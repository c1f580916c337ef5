import { backgroundWorkerEnv, readEnv } from '../../config/env.ts';
import { sqsVisibility } from '../../queue/sqs.ts';
import { dynamoJobs } from '../../store/dynamodb/job-store.ts';
import { clockFrom } from '../clock.ts';
import type { DoWorkDeps } from '../do-work.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import { createLog } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { dynamodbClient } from './table.ts';

const beatMs = 500;

/** What background-worker works with. Throws BadSetting when a variable is missing. */
export function backgroundContainer(): { deps: () => Promise<DoWorkDeps>; worker: WorkerDeps } {
  const env = readEnv(backgroundWorkerEnv);
  const log = createLog('background-worker');
  const deps = {
    db: databaseFrom(env),
    jobs: dynamoJobs({ dynamodb: dynamodbClient(), tableName: env.TABLE_NAME }),
    now: clockFrom(env.FRONTDESK_NOW, realTime),
    beatMs,
    log,
  };
  const visibility = sqsVisibility({ sqs: sqsClient(), queueUrl: env.WORK_QUEUE_URL });
  const worker = { visibility, log, hiddenSeconds: env.FRONTDESK_VISIBILITY_SECONDS };
  return { deps: () => Promise.resolve(deps), worker };
}
