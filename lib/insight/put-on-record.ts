import { withdrawConsent } from '../leads/consent.ts';
import { noteFacts, upsertLead } from '../leads/store.ts';
import type { AfterTurnJob, OptOutJob, RecordJob, WorklistJob } from '../queue/jobs.ts';
import type { Log } from '../runtime/telemetry.ts';
import { noteWish } from '../stock-alerts/note-wish.ts';
import { cancelWishes } from '../stock-alerts/store.ts';
import type { Db } from '../store/postgres/db.ts';
import { noteStoodAside, recordTurn } from './store.ts';
import { addToWorklist } from './worklist.ts';

export interface PutOnRecordDeps {
  db: Db;
  log: Log;
}

/**
 * Puts into Postgres what a turn left behind. The same job again changes nothing. Throws UpstreamUnavailable while
 * Postgres cannot be reached; the queue keeps the job.
 */
export async function putOnRecord({ db, log }: PutOnRecordDeps, job: RecordJob): Promise<void> {
  const started = performance.now();
  await put(db, job);
  const ms = Math.round(performance.now() - started);
  log({ event: 'work.done', job: job.kind, conversationId: job.conversationId, turnId: turnOf(job), ms });
}

/** A "stop" to a person belongs to no turn of ours. */
function turnOf(job: RecordJob): string | null {
  switch (job.kind) {
    case 'worklist':
      return job.id;
    case 'opt-out':
    case 'stood-aside':
      return null;
    case 'after-turn':
    case 'stock-alert':
      return job.turnId;
  }
}

async function put(db: Db, job: RecordJob): Promise<void> {
  switch (job.kind) {
    case 'after-turn':
      return recordFinishedTurn(db, job);
    case 'worklist':
      return recordWorklistItem(db, job);
    case 'stock-alert':
      return noteWish(db, job);
    case 'opt-out':
      return recordOptOut(db, job);
    case 'stood-aside':
      return noteStoodAside(db, {
        ...job,
        owner: job.taken ? 'person' : job.givenBack ? 'bot' : null,
        waitingSince: job.waitingSince === null ? null : new Date(job.waitingSince),
        at: new Date(job.at),
      });
  }
}

async function recordWorklistItem(db: Db, job: WorklistJob): Promise<void> {
  const { id, accountId, conversationId, worklistKind: kind, messageIds, reason } = job;
  await addToWorklist(db, {
    id,
    accountId,
    conversationId,
    kind,
    messageIds,
    reason,
    since: new Date(job.since),
  });
}

async function recordOptOut(db: Db, job: OptOutJob): Promise<void> {
  const { accountId, contact, channel, messageId } = job;
  const at = new Date(job.at);
  const { id: leadId } = await upsertLead(db, { accountId, contact, channel, at });
  await optOut(db, { leadId, channel, at, messageIds: [messageId] });
}

async function recordFinishedTurn(db: Db, job: AfterTurnJob): Promise<void> {
  const { accountId, conversationId, contact, channel, facts } = job;
  const at = new Date(job.startedAt);
  const { id: leadId } = await upsertLead(db, { accountId, contact, channel, at });
  // Of what only sounds like it we are not sure enough to end everything they asked for.
  if (job.optedOut) await optOut(db, { leadId, channel, at, messageIds: job.messageIds });
  await noteFacts(db, { leadId, conversationId, facts, at });
  await recordTurn(db, {
    ...job,
    id: job.turnId,
    leadId,
    askedAt: new Date(job.askedAt ?? job.startedAt),
    startedAt: at,
    answeredAt: job.answeredAt === null ? null : new Date(job.answeredAt),
  });
}

/** "Stop" ends what they wait for too; whoever wishes for something again later is told again. */
async function optOut(
  db: Db,
  {
    leadId,
    channel,
    at,
    messageIds,
  }: { leadId: string; channel: string; at: Date; messageIds: readonly number[] },
): Promise<void> {
  const messageId = messageIds.at(-1) ?? null;
  await withdrawConsent(db, { leadId, channel, messageId, source: 'conversation', at });
  await cancelWishes(db, { leadId, until: at, reason: 'opted-out' });
}
