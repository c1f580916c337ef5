import { z } from 'zod';
import { operation, queueOf, type SqsDeps } from './operation.ts';
import {
  allowsRedriveFrom,
  checkAttributes,
  readSettings,
  withDefaults,
  type QueueAttributes,
} from './queue-attributes.ts';
import type { Queue } from './queue-store.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** Attribute values as templates write them; each becomes the string SQS keeps. */
export type AttributeValues = Readonly<
  Record<string, string | number | boolean | Readonly<Record<string, unknown>>>
>;

const createInput = z.object({
  QueueName: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
});

/** CreateQueue: a second call with the same attributes answers with the same queue. Tags are accepted and not kept. */
export const createQueue = operation(createInput, (deps, { QueueName, Attributes }) => {
  const existing = deps.stores.queues.byName(QueueName);
  const wanted = checkNewQueue(deps, QueueName, Attributes);
  if (!existing) return { QueueUrl: deps.urlOf(insert(deps, QueueName, wanted)) };
  for (const [name, value] of Object.entries(wanted)) {
    if ((existing.attributes[name] ?? '') !== value) {
      const message = `A queue already exists with the same name and a different value for attribute ${name}`;
      throw new SqsError('QueueNameExists', message);
    }
  }
  return { QueueUrl: deps.urlOf(existing) };
});

/**
 * Makes the queue be there with exactly these attributes (others get their defaults), keeping its messages: what a
 * deployment does with a template. A dead-letter queue comes before the queues that name it.
 */
export function ensureQueue(deps: SqsDeps, name: string, attributes: AttributeValues): Queue {
  const wanted = checkNewQueue(deps, name, Object.fromEntries(Object.entries(attributes).map(asText)));
  const existing = deps.stores.queues.byName(name);
  if (!existing) return insert(deps, name, wanted);
  return changeAttributes(deps, existing, withDefaults(wanted));
}

const setInput = z.object({ QueueUrl: z.string(), Attributes: z.record(z.string(), z.string()) });

/** SetQueueAttributes: the attributes that are named change, the others stay. */
export const setQueueAttributes = operation(setInput, (deps, { QueueUrl, Attributes }) => {
  const queue = queueOf(deps, QueueUrl);
  if ('FifoQueue' in Attributes) {
    throw new SqsError('InvalidAttributeName', 'FifoQueue cannot be changed after a queue was created.');
  }
  const checked = checkAttributes(Attributes, queue.fifo);
  checkDeadLetterTarget(deps, queue.name, checked);
  changeAttributes(deps, queue, { ...queue.attributes, ...checked });
  return {};
});

function insert({ stores }: SqsDeps, name: string, wanted: QueueAttributes): Queue {
  return stores.queues.insert(name, withDefaults(wanted), stores.now());
}

/** Waiting receivers look again: a longer delay hides messages, a shorter one brings them up. */
function changeAttributes({ stores, changes }: SqsDeps, queue: Queue, attributes: QueueAttributes): Queue {
  if (JSON.stringify(queue.attributes) === JSON.stringify(attributes)) return queue;
  const changed = stores.database.atomically(() => {
    const saved = stores.queues.setAttributes(queue, attributes, stores.now());
    if (saved.fifo && saved.settings.delayMs !== queue.settings.delayMs) {
      stores.messages.delayNeverReceived(saved.id, saved.settings.delayMs);
      stores.groups.refreshQueue(saved.id);
    }
    return saved;
  });
  changes.announce(queue.name);
  return changed;
}

function checkNewQueue(deps: SqsDeps, name: string, attributes: QueueAttributes): QueueAttributes {
  const fifo = attributes['FifoQueue'] === 'true';
  if (name.length > 80 || !/^[\w-]+(\.fifo)?$/.test(name)) {
    const reason = 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
    throw new SqsError('InvalidParameterValue', reason);
  }
  if (fifo !== name.endsWith('.fifo')) {
    const reason =
      'The name of a FIFO queue ends with .fifo, and only such a queue has the attribute FifoQueue=true.';
    throw invalidParameter('QueueName', name, reason);
  }
  const checked = checkAttributes(attributes, fifo);
  checkDeadLetterTarget(deps, name, checked);
  return checked;
}

function checkDeadLetterTarget({ stores, arnOf }: SqsDeps, name: string, attributes: QueueAttributes): void {
  const policy = attributes['RedrivePolicy'] ?? '';
  const { redrive } = readSettings(attributes);
  if (!redrive) return;
  const target = stores.queues.byArn(redrive.deadLetterArn);
  if (!target) throw invalidParameter('RedrivePolicy', policy, 'Dead letter target does not exist.');
  if (target.fifo !== name.endsWith('.fifo')) {
    throw invalidParameter(
      'RedrivePolicy',
      policy,
      'Dead-letter queue must be same type of queue as the source.',
    );
  }
  if (!allowsRedriveFrom(target.attributes, arnOf(name))) {
    throw invalidParameter(
      'RedrivePolicy',
      policy,
      'Queue is not permitted to redrive to the dead-letter queue.',
    );
  }
}

function asText([name, value]: [string, AttributeValues[string]]): [string, string] {
  return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
}
