import { z } from 'zod';
import { redrive, type MoveTask } from './dead-letters.ts';
import { operation, type SqsDeps } from './operation.ts';
import type { Queue } from './queue-store.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';
import { removeExpired } from './take-messages.ts';

const startInput = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});

/**
 * StartMessageMoveTask: puts the visible messages of a dead-letter queue back to where they came from, or to one
 * queue. Done when it answers, whatever rate was asked for, so there is never a running task to cancel. A message that
 * was sent straight to the dead-letter queue has no source: it stays, and the task says so.
 */
export const startMessageMoveTask = operation(startInput, (deps, input) => {
  const source = deadLetterQueue(deps, input.SourceArn);
  const destination =
    input.DestinationArn === undefined ? undefined : destinationOf(deps, source, input.DestinationArn);
  const { moved, left } = moveAll(deps, source, destination);
  const task: MoveTask = {
    ...input,
    TaskHandle: Buffer.from(JSON.stringify({ taskId: deps.stores.newId(), sourceArn: source.arn })).toString(
      'base64',
    ),
    Status: left === 0 ? 'COMPLETED' : 'FAILED',
    ApproximateNumberOfMessagesMoved: moved,
    ApproximateNumberOfMessagesToMove: moved + left,
    FailureReason: left === 0 ? undefined : 'CouldNotDetermineMessageSource',
    StartedTimestamp: deps.stores.now(),
  };
  deps.moveTasks.unshift(task);
  return { TaskHandle: task.TaskHandle };
});

const listInput = z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) });

/** ListMessageMoveTasks: the latest first. They are remembered until the server ends. */
export const listMessageMoveTasks = operation(listInput, (deps, { SourceArn, MaxResults }) => {
  deadLetterQueue(deps, SourceArn);
  return { Results: deps.moveTasks.filter((task) => task.SourceArn === SourceArn).slice(0, MaxResults) };
});

function moveAll({ stores, changes }: SqsDeps, source: Queue, destination: Queue | undefined) {
  const { messages, groups, queues, database, now } = stores;
  const touched = new Set<Queue>([source]);
  let moved = 0;
  let left = 0;
  database.atomically(() => {
    removeExpired(stores, source);
    const ready = groups.allReady(source.id, now());
    for (const message of messages.allVisible(source.id, now())) {
      // Overtaking a message that somebody is holding would break the order of its group.
      if (source.fifo && !ready.has(message.group_id ?? '')) continue;
      const target =
        destination ?? (message.source_arn === null ? undefined : queues.byArn(message.source_arn));
      if (!target) {
        left += 1;
        continue;
      }
      redrive(stores, message, target);
      touched.add(target);
      moved += 1;
    }
    if (source.fifo) groups.refreshQueue(source.id);
  });
  for (const queue of touched) changes.announce(queue.name);
  return { moved, left };
}

function deadLetterQueue({ stores }: SqsDeps, arn: string): Queue {
  const queue = stores.queues.byArn(arn);
  if (!queue) {
    throw new SqsError(
      'ResourceNotFoundException',
      'The resource that you specified for the SourceArn parameter does not exist.',
    );
  }
  if (!stores.queues.all().some(({ settings }) => settings.redrive?.deadLetterArn === arn)) {
    throw new SqsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  }
  return queue;
}

function destinationOf({ stores }: SqsDeps, source: Queue, arn: string): Queue {
  const queue = stores.queues.byArn(arn);
  if (!queue) {
    const message = 'The resource that you specified for the DestinationArn parameter does not exist.';
    throw new SqsError('ResourceNotFoundException', message);
  }
  if (queue.fifo !== source.fifo) {
    throw invalidParameter('DestinationArn', arn, 'It must be of the same type as the dead-letter queue.');
  }
  return queue;
}
