import type { Changes } from './changes.ts';
import type { Depth } from './message-store.ts';
import { queueNamed } from './operation.ts';
import type { Queue } from './queue-store.ts';
import type { SqsStores } from './stores.ts';
import { removeExpired } from './take-messages.ts';

/** What to wait for, and how long. */
export interface IdleOptions {
  /**
   * Names of the queues that must be empty.
   * @default every queue that is not another one's dead-letter queue
   */
  readonly queues?: readonly string[];
  /** Ends the waiting; the promise is rejected with its reason. */
  readonly signal?: AbortSignal;
}

/** Resolves once none of the queues has a visible, delayed or in-flight message: every job that was queued is handled. */
export function idle(
  stores: SqsStores,
  changes: Changes,
  closed: AbortSignal,
  options: IdleOptions = {},
): Promise<void> {
  const signal = options.signal ? AbortSignal.any([options.signal, closed]) : closed;
  const isIdle = () => watched(stores, options.queues).every(({ id }) => stores.messages.isEmpty(id));
  return new Promise((resolve, reject) => {
    const stop = () => {
      stopListening();
      signal.removeEventListener('abort', refuse);
    };
    const refuse = () => {
      stop();
      reject(signal.reason instanceof Error ? signal.reason : new Error('The waiting was ended.'));
    };
    const look = () => {
      if (!isIdle()) return;
      stop();
      resolve();
    };
    const stopListening = changes.listen(look);
    signal.addEventListener('abort', refuse);
    if (signal.aborted) refuse();
    else look();
  });
}

/** How many messages one queue holds, or all queues together (dead-letter queues too). */
export function depth(stores: SqsStores, queueName?: string): Depth {
  const queues = queueName === undefined ? stores.queues.all() : [queueNamed(stores, queueName)];
  const sum = { visible: 0, inFlight: 0, delayed: 0 };
  stores.database.atomically(() => queues.forEach((queue) => removeExpired(stores, queue)));
  for (const queue of queues) {
    const one = stores.messages.depth(queue.id, stores.now());
    sum.visible += one.visible;
    sum.inFlight += one.inFlight;
    sum.delayed += one.delayed;
  }
  return sum;
}

function watched(stores: SqsStores, names: readonly string[] | undefined): readonly Queue[] {
  if (names) return names.map((name) => queueNamed(stores, name));
  const deadLetterArns = new Set(stores.queues.all().map(({ settings }) => settings.redrive?.deadLetterArn));
  return stores.queues.all().filter(({ arn }) => !deadLetterArns.has(arn));
}
