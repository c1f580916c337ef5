import type { Stack } from 'aws-cdk-lib';
import { turnReceives, workReceives } from '../../queue/jobs.ts';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { JobQueue } from '../constructs/job-queue.ts';
import type { DataStack } from '../stacks/data-stack.ts';

/** Dead letters of every queue, and customers who wait too long for a turn. */
export function addQueueAlarms(stack: Stack, { turns, outbound, work, missedRuns }: DataStack): void {
  addDeadLetterAlarm(
    stack,
    'TurnsDeadLetters',
    turns,
    `A customer was perhaps not answered: a turn failed ${turnReceives} times.`,
  );
  addDeadLetterAlarm(
    stack,
    'OutboundDeadLetters',
    outbound,
    'A message the shop wanted to send first was not sent.',
  );
  addDeadLetterAlarm(
    stack,
    'WorkDeadLetters',
    work,
    'A record of an answered conversation, or an entry of the worklist, is missing: Postgres took it in none of ' +
      `${workReceives} attempts, which is about eight hours.`,
  );
  new ImpactAlarm(stack, 'MissedRuns', {
    metric: missedRuns.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: 'Maximum' }),
    threshold: 1,
    urgency: 'operator',
    impact:
      'A regular run did not happen: answers still owed, or customers who wait for a product, wait for the next one.',
    article: 'a-regular-run-was-missed',
  });
  new ImpactAlarm(stack, 'TurnsTooOld', {
    metric: turns.queue.metricApproximateAgeOfOldestMessage({ ...fiveMinutes, statistic: 'Maximum' }),
    threshold: 300,
    urgency: 'outage',
    impact: 'Customers have waited five minutes and more for an answer.',
    article: 'turns-are-waiting',
  });
  new ImpactAlarm(stack, 'WorkTooOld', {
    metric: work.queue.metricApproximateAgeOfOldestMessage({ ...fiveMinutes, statistic: 'Maximum' }),
    // A job of imports may take minutes; records take milliseconds and wait this long only for Postgres.
    threshold: 900,
    urgency: 'outage',
    impact:
      'Postgres is probably down: questions about products are handed to people, and records and the worklist wait.',
    article: 'records-are-waiting',
  });
}

function addDeadLetterAlarm(stack: Stack, id: string, { deadLetters }: JobQueue, impact: string): void {
  new ImpactAlarm(stack, id, {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: 'Maximum' }),
    threshold: 1,
    urgency: 'operator',
    impact,
    article: 'dead-letters',
  });
}
