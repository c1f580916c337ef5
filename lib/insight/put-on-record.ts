import { noteFacts, upsertLead } from '../leads/store.ts';
import type { AfterTurnJob, WorkJob } from '../queue/jobs.ts';
import type { Db } from '../store/postgres/db.ts';
import { recordTurn } from './store.ts';
import { addToWorklist } from './worklist.ts';

export interface PutOnRecordDeps {
  db: Db;
}

/**
 * Puts into Postgres what a turn left behind. The same job again changes nothing. Throws UpstreamUnavailable while
 * Postgres cannot be reached; the queue keeps the job.
 */
export async function putOnRecord({ db }: PutOnRecordDeps, job: WorkJob): Promise<void> {
  switch (job.kind) {
    case 'after-turn':
      return recordFinishedTurn(db, job);
    case 'worklist': {
      const { id, accountId, conversationId, messageIds, reason } = job;
      const since = new Date(job.since);
      return addToWorklist(db, {
        id,
        accountId,
        conversationId,
        kind: job.worklistKind,
        messageIds,
        reason,
        since,
      });
    }
  }
}

async function recordFinishedTurn(db: Db, job: AfterTurnJob): Promise<void> {
  const { accountId, conversationId, contact, channel, facts } = job;
  const at = new Date(job.startedAt);
  const { id: leadId } = await upsertLead(db, { accountId, contact, channel, at });
  await noteFacts(db, { leadId, conversationId, facts, at });
  await recordTurn(db, {
    ...job,
    id: job.turnId,
    leadId,
    startedAt: at,
    answeredAt: job.answeredAt === null ? null : new Date(job.answeredAt),
  });
}
