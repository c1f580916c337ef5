import { setTimeout as wait } from 'node:timers/promises';
import { BatchNotFinished } from './errors.ts';

/** Waits before the given attempt (1, 2, …) at what a batch left undone. */
export type Pause = (attempt: number) => Promise<unknown>;

/** Attempts at one batch. With `doublingPause` the last one starts after at most 6.4 s of waiting. */
const batchAttempts = 8;

/**
 * Sends everything in batches of at most `size`. `send` returns what DynamoDB left undone, which is how it throttles a
 * batch; that is sent again after a pause. Throws BatchNotFinished when some of it stays undone.
 */
export async function inBatches<T>(
  all: readonly T[],
  size: number,
  pause: Pause,
  send: (batch: T[]) => Promise<T[]>,
): Promise<void> {
  for (let start = 0; start < all.length; start += size) {
    await finish(all.slice(start, start + size), pause, send);
  }
}

/** Up to 50 ms, doubled each time; half of it by chance, so that throttled callers do not come back together. */
export function doublingPause(random: () => number): Pause {
  return (attempt) => wait(25 * 2 ** attempt * (0.5 + random() / 2));
}

async function finish<T>(batch: T[], pause: Pause, send: (batch: T[]) => Promise<T[]>): Promise<void> {
  let left = await send(batch);
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt === batchAttempts) {
      throw new BatchNotFinished(
        `DynamoDB left ${left.length} of ${batch.length} items unprocessed after ${batchAttempts} attempts: ` +
          'it throttles this table or this partition. Try again later.',
      );
    }
    await pause(attempt);
    left = await send(left);
  }
}
