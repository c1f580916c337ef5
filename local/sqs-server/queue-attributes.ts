import { z } from 'zod';
import { SqsError } from './sqs-error.ts';

/** Attribute values as SQS keeps them: strings. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** What the attributes mean, in the units we calculate with. */
export interface QueueSettings {
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly waitMs: number;
  readonly maximumBytes: number;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationPerGroup: boolean;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | undefined;
}

/** Every attribute of a queue that was given these: the defaults of SQS filled in. */
export function withDefaults(given: QueueAttributes): QueueAttributes {
  const fifo = given['FifoQueue'] === 'true' ? fifoDefaults : {};
  return { ...defaults, ...fifo, ...given };
}

/** Checks attributes somebody wants to set and brings JSON values to one form. Throws what SQS would answer. */
export function checkAttributes(given: QueueAttributes, fifo: boolean): QueueAttributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, checkAttribute(name, value, fifo)] as const),
  );
}

/** Reads complete attributes (see `withDefaults`). */
export function readSettings(attributes: QueueAttributes): QueueSettings {
  const milliseconds = (name: string) => Number(attributes[name]) * 1000;
  const redrive = attributes['RedrivePolicy'];
  return {
    visibilityMs: milliseconds('VisibilityTimeout'),
    delayMs: milliseconds('DelaySeconds'),
    retentionMs: milliseconds('MessageRetentionPeriod'),
    waitMs: milliseconds('ReceiveMessageWaitTimeSeconds'),
    maximumBytes: Number(attributes['MaximumMessageSize']),
    contentBasedDeduplication: attributes['ContentBasedDeduplication'] === 'true',
    deduplicationPerGroup: attributes['DeduplicationScope'] === 'messageGroup',
    redrive: redrive ? readRedrivePolicy(redrive) : undefined,
  };
}

/** Whether a dead-letter queue with these attributes takes messages of the source queue. */
export function allowsRedriveFrom(attributes: QueueAttributes, sourceArn: string): boolean {
  const text = attributes['RedriveAllowPolicy'];
  if (!text) return true;
  const policy = redriveAllowPolicy.parse(text);
  return policy.redrivePermission === 'byQueue'
    ? policy.sourceQueueArns.includes(sourceArn)
    : policy.redrivePermission === 'allowAll';
}

const defaults: QueueAttributes = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};
const fifoDefaults: QueueAttributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const ranges = new Map<string, readonly [number, number]>([
  ['VisibilityTimeout', [0, 43_200]],
  ['DelaySeconds', [0, 900]],
  ['MaximumMessageSize', [1024, 1_048_576]],
  ['MessageRetentionPeriod', [60, 1_209_600]],
  ['ReceiveMessageWaitTimeSeconds', [0, 20]],
  ['KmsDataKeyReusePeriodSeconds', [60, 86_400]],
]);
const choices = new Map<string, readonly string[]>([
  ['SqsManagedSseEnabled', ['true', 'false']],
  ['FifoQueue', ['true']],
  ['ContentBasedDeduplication', ['true', 'false']],
  ['DeduplicationScope', ['queue', 'messageGroup']],
  ['FifoThroughputLimit', ['perQueue', 'perMessageGroupId']],
]);
const fifoOnly = new Set([
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);
const texts = new Set(['Policy', 'KmsMasterKeyId']);

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});
const redrivePolicy = json.pipe(
  z.object({
    deadLetterTargetArn: z.string().regex(/^arn:[^:]*:sqs:[^:]*:[^:]*:[^:]+$/),
    maxReceiveCount: z.coerce.number().int().min(1).max(1000),
  }),
);
const redriveAllowPolicy = json.pipe(
  z.discriminatedUnion('redrivePermission', [
    z.object({ redrivePermission: z.literal('allowAll') }),
    z.object({ redrivePermission: z.literal('denyAll') }),
    z.object({
      redrivePermission: z.literal('byQueue'),
      sourceQueueArns: z.array(z.string()).min(1).max(10),
    }),
  ]),
);

function readRedrivePolicy(text: string): QueueSettings['redrive'] {
  const policy = redrivePolicy.parse(text);
  return { deadLetterArn: policy.deadLetterTargetArn, maxReceiveCount: policy.maxReceiveCount };
}

function checkAttribute(name: string, value: string, fifo: boolean): string {
  if (fifoOnly.has(name) && !fifo) {
    throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}. It belongs to FIFO queues only.`);
  }
  const range = ranges.get(name);
  if (range) return checkNumber(name, value, range);
  const allowed = choices.get(name);
  if (allowed) return allowed.includes(value) ? value : refuse(name);
  if (name === 'RedrivePolicy') return checkPolicy(name, value, redrivePolicy);
  if (name === 'RedriveAllowPolicy') return checkPolicy(name, value, redriveAllowPolicy);
  if (texts.has(name)) return value;
  throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function checkNumber(name: string, value: string, [least, most]: readonly [number, number]): string {
  const number = Number(value);
  return /^\d+$/.test(value) && number >= least && number <= most ? String(number) : refuse(name);
}

/** An empty policy takes the policy away; any other is stored in one form, so that equal policies compare equal. */
function checkPolicy(name: string, value: string, schema: z.ZodType): string {
  if (value === '') return '';
  const parsed = schema.safeParse(value);
  return parsed.success ? JSON.stringify(parsed.data) : refuse(name);
}

function refuse(name: string): never {
  throw new SqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}
