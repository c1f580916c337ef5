import type { SQSRecord } from 'aws-lambda';

/** A killed worker's jobs come back after this time instead of the queue's much longer visibility. */
export const runningSeconds = 150;

/** Groups of a batch that are worked on side by side, and those that each wait so long for an invocation of their own. */
export interface Apart {
  readonly together: readonly (readonly SQSRecord[])[];
  readonly later: readonly { readonly group: readonly SQSRecord[]; readonly seconds: number }[];
}

/**
 * Splits a batch whose worker died the last time: one of its jobs may have killed it and would do so again, and all of
 * them would be set aside together. Those are given back once, apart from each other, and the next time each comes alone:
 * what kills a process then takes nobody along. It costs each one of its attempts, and only the second one can be it.
 */
export function keepApart(records: readonly SQSRecord[], now: Date): Apart {
  const groups = [...Map.groupBy(records, ({ attributes }) => attributes.MessageGroupId ?? '').values()];
  const suspects = groups.filter(([first]) => first !== undefined && mayHaveKilled(first, now));
  const others = groups.filter((group) => !suspects.includes(group));
  const together = others.length === 0 ? suspects.slice(0, 1) : others;
  const waiting = suspects.filter((group) => !together.includes(group));
  return { together, later: waiting.map((group, index) => ({ group, seconds: apartSeconds * (index + 1) })) };
}

/** Longer than it takes to be received, so that they are not put into one batch again. */
const apartSeconds = 5;

/** After a failure it would have come back sooner; after a death it comes back when its hiding time is over. */
function mayHaveKilled({ attributes }: SQSRecord, now: Date): boolean {
  const { ApproximateReceiveCount: receives, ApproximateFirstReceiveTimestamp: first } = attributes;
  return Number(receives) === 2 && now.getTime() - Number(first) >= runningSeconds * 1000;
}
