import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** When today and this month began, where the shop is. */
const beginnings = z.object({ today: z.date(), month: z.date() });
export type Beginnings = z.infer<typeof beginnings>;

const figures = z.object({
  messagesToday: z.coerce.number().int(),
  answeredToday: z.coerce.number().int(),
  handledWithoutPerson: z.coerce.number().int(),
  medianAnswerMs: z.coerce.number().nullable(),
  p95AnswerMs: z.coerce.number().nullable(),
  waitingNow: z.coerce.number().int(),
  alertsWaiting: z.coerce.number().int(),
});

/** What the shop sees at a glance; `figureDefinitions` (overview-api.ts) says what each counts. */
export type Figures = z.infer<typeof figures>;

export interface FiguresQuestion {
  readonly accountId: number;
  readonly now: Date;
  /** IANA, e.g. `Europe/Madrid`. */
  readonly timeZone: string;
}

/** Counts. Reads the turns of today and what is open now, by index, and nothing older. */
export async function readFigures(
  db: Db,
  question: FiguresQuestion,
): Promise<Figures & { since: Beginnings }> {
  const { accountId, now } = question;
  const since = await beginningsOf(db, question);
  const { rows } = await db.query(figuresSql, [accountId, since.today, now]);
  return { ...z.tuple([figures]).parse(rows)[0], since };
}

async function beginningsOf(db: Db, { now, timeZone }: FiguresQuestion): Promise<Beginnings> {
  const { rows } = await db.query(
    `select date_trunc('day', $1::timestamptz, $2) as today, date_trunc('month', $1::timestamptz, $2) as month`,
    [now, timeZone],
  );
  return z.tuple([beginnings]).parse(rows)[0];
}

const figuresSql = `
  with today as (
    select conversation_id, message_ids, outcome, coalesce(asked_at, started_at) as asked_at, answered_at
      from turns
     where account_id = $1 and started_at >= $2 and started_at <= $3
  ),
  answer_times as (
    select extract(epoch from answered_at - asked_at) * 1000 as ms
      from today
     where outcome = 'answered' and answered_at is not null
  ),
  talked_to as (
    select conversation_id, bool_and(outcome = 'answered') as only_answered from today group by conversation_id
  )
  select (select coalesce(sum(cardinality(message_ids)), 0) from today) as "messagesToday",
         (select count(*) from today where outcome = 'answered') as "answeredToday",
         -- Looked up one by one: a join would rather read all conversations there ever were.
         (select count(*)
            from talked_to
           where only_answered
             and (select owner = 'bot' and not paused
                    from conversations as known
                   where known.account_id = $1 and known.conversation_id = talked_to.conversation_id)
         ) as "handledWithoutPerson",
         (select round(percentile_cont(0.5) within group (order by ms)) from answer_times) as "medianAnswerMs",
         (select round(percentile_cont(0.95) within group (order by ms)) from answer_times) as "p95AnswerMs",
         (select count(*) from conversations where account_id = $1 and waiting_since is not null) as "waitingNow",
         (select count(*)
            from stock_alerts
           where account_id = $1 and status = 'pending' and (expires_at is null or expires_at > $3)
         ) as "alertsWaiting"`;
