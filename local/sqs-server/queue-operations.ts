import { z } from 'zod';
import { operation, queueNamed, queueOf } from './operation.ts';
import type { Queue } from './queue-store.ts';
import { SqsError } from './sqs-error.ts';
import type { SqsStores } from './stores.ts';
import { removeExpired } from './take-messages.ts';

const queueUrl = z.object({ QueueUrl: z.string() });
const paging = z.object({
  MaxResults: z.number().int().min(1).max(1000).optional(),
  NextToken: z.string().optional(),
});

/** GetQueueUrl. */
export const getQueueUrl = operation(z.object({ QueueName: z.string() }), (deps, { QueueName }) => ({
  QueueUrl: deps.urlOf(queueNamed(deps.stores, QueueName)),
}));

/** ListQueues, by name. */
export const listQueues = operation(
  paging.extend({ QueueNamePrefix: z.string().default('') }),
  (deps, input) => {
    const named = deps.stores.queues.all().filter(({ name }) => name.startsWith(input.QueueNamePrefix));
    const { items, next } = page(named, input);
    return { QueueUrls: items.map(deps.urlOf), ...next };
  },
);

/** ListDeadLetterSourceQueues: the queues whose failures come here. (SQS spells this answer's field in lower case.) */
export const listDeadLetterSourceQueues = operation(paging.extend(queueUrl.shape), (deps, input) => {
  const target = queueOf(deps, input.QueueUrl);
  const sources = deps.stores.queues
    .all()
    .filter(({ settings }) => settings.redrive?.deadLetterArn === target.arn);
  const { items, next } = page(sources, input);
  return { queueUrls: items.map(deps.urlOf), ...next };
});

/** GetQueueAttributes: the settings, the ARN and the counts; nothing unless it is asked for. */
export const getQueueAttributes = operation(
  queueUrl.extend({ AttributeNames: z.array(z.string()).default([]) }),
  (deps, { QueueUrl, AttributeNames }) => {
    const queue = queueOf(deps, QueueUrl);
    const all = describe(deps.stores, queue);
    for (const name of AttributeNames) {
      if (name !== 'All' && !(name in all) && !optional.has(name)) {
        throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
      }
    }
    const wanted = Object.entries(all).filter(
      ([name, value]) => value !== '' && (AttributeNames.includes('All') || AttributeNames.includes(name)),
    );
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  },
);

/** PurgeQueue: empties the queue; SQS allows it once a minute. Deduplication ids stay known. */
export const purgeQueue = operation(queueUrl, (deps, { QueueUrl }) => {
  const { stores, changes } = deps;
  const queue = queueOf(deps, QueueUrl);
  if (queue.purgedAt !== null && stores.now() - queue.purgedAt < 60_000) {
    const message = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`;
    throw new SqsError('PurgeQueueInProgress', message);
  }
  stores.database.atomically(() => {
    stores.messages.removeAll(queue.id);
    stores.groups.refreshQueue(queue.id);
    stores.queues.setPurged(queue, stores.now());
  });
  changes.announce(queue.name);
  return {};
});

/** DeleteQueue. The name may be used again at once, which SQS makes you wait 60 seconds for. */
export const deleteQueue = operation(queueUrl, (deps, { QueueUrl }) => {
  const queue = queueOf(deps, QueueUrl);
  deps.stores.database.atomically(() => deps.stores.queues.remove(queue));
  deps.changes.announce(queue.name);
  return {};
});

/** Attributes a queue need not have. */
const optional = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

function describe(stores: SqsStores, queue: Queue): Record<string, string> {
  stores.database.atomically(() => removeExpired(stores, queue));
  const depth = stores.messages.depth(queue.id, stores.now());
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
  };
}

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}

/** One page in the order of names; the token is the last name of the page before. */
function page(queues: readonly Queue[], { MaxResults, NextToken }: z.infer<typeof paging>) {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
  const rest = queues
    .filter(({ name }) => name > after)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const items = rest.slice(0, MaxResults ?? 1000);
  const last = items.at(-1);
  const more = MaxResults !== undefined && items.length < rest.length && last;
  return { items, next: more ? { NextToken: Buffer.from(last.name).toString('base64url') } : {} };
}
