import { backgroundWorkerEnv, readEnv } from '../../config/env.ts';
import type { StockNoticeJob } from '../../queue/jobs.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import { dynamoJobs } from '../../store/dynamodb/job-store.ts';
import { clockFrom } from '../clock.ts';
import type { DoWorkDeps } from '../do-work.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import { createLog } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { realTime } from './patience.ts';
import { sqsClient, workerFrom } from './queue.ts';
import { dynamodbClient } from './table.ts';

const beatMs = 500;

/** What background-worker works with. Throws BadSetting when a variable is missing. */
export function backgroundContainer(): { deps: () => Promise<DoWorkDeps>; worker: WorkerDeps } {
  const env = readEnv(backgroundWorkerEnv);
  const log = createLog('background-worker');
  const sqs = sqsClient();
  const deps = {
    db: databaseFrom(env),
    jobs: dynamoJobs({ dynamodb: dynamodbClient(), tableName: env.TABLE_NAME }),
    outbound: sqsQueue<StockNoticeJob>({ sqs, queueUrl: env.OUTBOUND_QUEUE_URL, story: () => log.story() }),
    now: clockFrom(env.FRONTDESK_NOW, realTime),
    beatMs,
    log,
  };
  const worker = workerFrom({ env, sqs, queueUrl: env.WORK_QUEUE_URL, log });
  return { deps: () => Promise.resolve(deps), worker };
}
