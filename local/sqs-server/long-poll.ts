import type { Changes } from './changes.ts';
import type { Message } from './message-store.ts';
import type { Queue } from './queue-store.ts';
import type { SqsStores } from './stores.ts';
import { takeMessages } from './take-messages.ts';

/** What a receiver asks for, in our units. */
interface ReceiveRequest {
  readonly limit: number;
  readonly visibilityMs: number;
  readonly waitMs: number;
}

/** Receives, waiting for messages where none are there. */
export interface LongPoll {
  /** Answers as soon as there are messages; with none when the time is over or the receiver has gone. */
  receive(queue: Queue, request: ReceiveRequest, gone: AbortSignal): Promise<readonly Message[]>;
  /** Sends everybody who waits away empty-handed. */
  close(): void;
}

interface Waiter {
  readonly request: ReceiveRequest;
  readonly leave: (messages: readonly Message[]) => void;
}

/**
 * Receivers of one queue stand in line; the first in line gets what comes. A receiver whose connection is gone leaves
 * the line, so nothing is taken for it. Waiting time runs by the machine's clock, visibility by the injected one.
 */
export function createLongPoll({ stores, changes }: { stores: SqsStores; changes: Changes }): LongPoll {
  const lines = new Map<string, Set<Waiter>>();
  const alarms = new Map<string, NodeJS.Timeout>();

  const take = (queue: Queue, { limit, visibilityMs }: ReceiveRequest): readonly Message[] => {
    const { messages, deadLetterQueue } = takeMessages(stores, queue, limit, visibilityMs);
    if (deadLetterQueue) {
      changes.announce(deadLetterQueue.name);
      changes.announce(queue.name);
    }
    return messages;
  };

  const serve = (queueName: string): void => {
    clearTimeout(alarms.get(queueName));
    alarms.delete(queueName);
    const line = lines.get(queueName) ?? [];
    const queue = stores.queues.byName(queueName);
    for (const waiter of line) {
      // What comes up while we look belongs to the next look, or it would be waited for until the receiver gives up.
      const lookedAt = stores.now();
      const messages = queue ? take(queue, waiter.request) : [];
      if (queue && messages.length === 0) {
        const pause = untilNext(stores, queue, lookedAt);
        alarms.set(
          queueName,
          setTimeout(() => serve(queueName), pause),
        );
        return;
      }
      waiter.leave(messages);
    }
  };

  const stopListening = changes.listen(serve);
  return {
    async receive(queue, request, gone) {
      if (gone.aborted) return [];
      const messages = take(queue, request);
      if (messages.length > 0 || request.waitMs === 0) return messages;
      return new Promise((resolve) => {
        standInLine(lines, queue.name, request, gone, resolve);
        serve(queue.name);
      });
    },
    close() {
      stopListening();
      for (const line of lines.values()) for (const waiter of line) waiter.leave([]);
      for (const alarm of alarms.values()) clearTimeout(alarm);
    },
  };
}

function standInLine(
  lines: Map<string, Set<Waiter>>,
  queueName: string,
  request: ReceiveRequest,
  gone: AbortSignal,
  resolve: (messages: readonly Message[]) => void,
): void {
  const line = lines.get(queueName) ?? new Set<Waiter>();
  lines.set(queueName, line);
  const giveUp = () => waiter.leave([]);
  const timer = setTimeout(giveUp, request.waitMs);
  const waiter: Waiter = {
    request,
    leave(messages) {
      clearTimeout(timer);
      gone.removeEventListener('abort', giveUp);
      line.delete(waiter);
      if (line.size === 0 && lines.get(queueName) === line) lines.delete(queueName);
      resolve(messages);
    },
  };
  gone.addEventListener('abort', giveUp);
  line.add(waiter);
}

/** Until what was hidden at `lookedAt` comes up. A receiver waits 20 s at most, so looking again then is never too late. */
function untilNext({ messages, groups, now }: SqsStores, queue: Queue, lookedAt: number): number {
  const next = queue.fifo
    ? groups.nextReadyAt(queue.id, lookedAt)
    : messages.nextVisibleAt(queue.id, lookedAt);
  return next === null ? 20_000 : Math.min(20_000, Math.max(1, next - now()));
}
