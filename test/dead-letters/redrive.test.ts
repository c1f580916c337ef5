import {
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sqsParking } from '../../lib/queue/parking.ts';
import { redrive as redriveQueue } from '../../lib/queue/redrive.ts';
import { aDashboardApi } from '../runtime/api/a-dashboard-api.ts';
import { failFinally } from './a-failing-worker.ts';

const job = (conversationId: number) => JSON.stringify({ kind: 'take-turn', conversationId });

let api: Awaited<ReturnType<typeof aDashboardApi>>;
let sqs: SQSClient;
let parking: ReturnType<typeof sqsParking>;
const url = (name: string) => process.env[name]!;

beforeAll(async () => {
  api = await aDashboardApi();
  sqs = new SQSClient({
    endpoint: url('AWS_ENDPOINT_URL_SQS'),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  parking = sqsParking({ sqs, url: url('TURNS_DEAD_LETTERS_URL') });
}, 60_000);
beforeEach(async () => {
  await drained('TURNS_QUEUE_URL');
  await drained('TURNS_DEAD_LETTERS_URL');
});

/** Takes everything off a queue. */
async function drained(name: string) {
  const all = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url(name),
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
    const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url(name), Entries }));
  }
}

let made = 0;
async function setAside(body: string, group = `1:${(made += 1)}`) {
  made += 1;
  await parking.park({
    messageId: `m${made}`,
    body,
    group,
    story: 'd-1',
    redriven: 0,
    reason: body.startsWith('{') ? 'attempts-used-up' : 'unreadable',
  });
}
const answered = async (body: object = {}) =>
  (
    await api.call('POST', '/api/dead-letters/redrive', {
      as: 'admin',
      json: { queue: 'turns.fifo', ...body },
    })
  ).body;
const redrive = async (body?: object) => (await answered(body)).items;

/** The same SQS, which does not answer to these commands. */
function sqsWithout(refuses: (command: unknown) => boolean): SQSClient {
  return new Proxy(sqs, {
    get: (target, name) =>
      name === 'send'
        ? (command: SendMessageCommand) =>
            refuses(command) ? Promise.reject(new Error('gone')) : target.send(command)
        : Reflect.get(target, name),
  });
}

/** The real worker takes what lies in its queue, and fails. Says how many jobs that were. */
async function failsForTheLastTime() {
  const taken = await drained('TURNS_QUEUE_URL');
  await failFinally(parking, taken);
  return taken.length;
}

describe('what was set aside', () => {
  it('goes back to its queue and its group, as the same story, and is off the list', async () => {
    await setAside(job(7), '1:7');
    expect(await redrive()).toMatchObject([{ kind: 'take-turn', conversationId: 7, decision: 'redrive' }]);
    expect(await drained('TURNS_QUEUE_URL')).toMatchObject([
      {
        Body: job(7),
        Attributes: { MessageGroupId: '1:7' },
        MessageAttributes: { story: { StringValue: 'd-1' }, redriven: { StringValue: '1' } },
      },
    ]);
    expect(await drained('TURNS_DEAD_LETTERS_URL')).toEqual([]);
  });

  it('stays where it is in a dry run, for the next look too', async () => {
    for (const id of [1, 2, 3]) await setAside(job(id));
    for (let times = 0; times < 2; times += 1) {
      expect((await redrive({ dryRun: true, limit: 2 })).map(({ decision }: any) => decision)).toEqual([
        'redrive',
        'redrive',
      ]);
    }
    expect(await drained('TURNS_QUEUE_URL')).toEqual([]);
    expect(await drained('TURNS_DEAD_LETTERS_URL')).toHaveLength(3);
  });

  it('goes back as many at a time as asked for', async () => {
    for (let id = 1; id <= 25; id += 1) await setAside(job(id));
    expect(await redrive({ limit: 12 })).toHaveLength(12);
    expect(await drained('TURNS_QUEUE_URL')).toHaveLength(12);
    expect(await drained('TURNS_DEAD_LETTERS_URL')).toHaveLength(13);
  });

  it('is kept when nobody can read it, and holds up none of the others', async () => {
    await setAside('no job', '1:7');
    await setAside(job(8), '1:7');
    expect(await redrive()).toMatchObject([
      { decision: 'keep', because: 'unreadable' },
      { decision: 'redrive', because: null },
    ]);
    expect(await drained('TURNS_DEAD_LETTERS_URL')).toMatchObject([{ Body: 'no job' }]);
  });

  it('never goes round for ever: after three times it stays', async () => {
    const back = async (redriven: number) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: url('TURNS_DEAD_LETTERS_URL'),
          MessageBody: job(9),
          MessageGroupId: '1:9',
          MessageDeduplicationId: `back-${redriven}`,
          MessageAttributes: { redriven: { DataType: 'String', StringValue: String(redriven) } },
        }),
      );
    await back(2);
    expect(await redrive()).toMatchObject([{ decision: 'redrive', redriven: 2 }]);
    await back(3);
    expect(await redrive()).toMatchObject([{ decision: 'keep', because: 'redriven-before' }]);
  });

  it('stays after three times although our own worker sets it aside again each time', async () => {
    const turn = { kind: 'take-turn', accountId: 1, conversationId: 9, cause: 'missed', messageId: null };
    await setAside(
      JSON.stringify({ ...turn, deliveryId: null, acceptedAt: new Date().toISOString() }),
      '1:9',
    );
    for (const redriven of [0, 1, 2]) {
      expect(await redrive()).toMatchObject([{ decision: 'redrive', redriven }]);
      expect(await failsForTheLastTime()).toBe(1);
    }
    expect(await redrive()).toMatchObject([{ decision: 'keep', because: 'redriven-before', redriven: 3 }]);
    expect(await failsForTheLastTime()).toBe(0);
  });

  it('comes back whole although one that is kept lies first in its group', async () => {
    await setAside('no job', '1:7');
    for (let id = 1; id <= 30; id += 1) await setAside(job(id), '1:7');
    const [{ since }] = await redrive({ dryRun: true });

    const { items, more } = await answered({ limit: 500 });
    expect(items).toHaveLength(31);
    expect(more).toBe(0);
    const back = await drained('TURNS_QUEUE_URL');
    expect(back.map(({ Body }) => Body)).toEqual(Array.from({ length: 30 }, (_, index) => job(index + 1)));
    // Where it lay tells no more when it was set aside; what is told of it must.
    expect(await redrive()).toMatchObject([{ decision: 'keep', reason: 'unreadable', since }]);
    expect(await drained('TURNS_DEAD_LETTERS_URL')).toMatchObject([
      { Body: 'no job', MessageAttributes: { story: { StringValue: 'd-1' } } },
    ]);
  });

  it('is said to lie behind where a dry run cannot see it', async () => {
    for (let id = 1; id <= 31; id += 1) await setAside(job(id), '1:7');
    const { items, more } = await answered({ dryRun: true, limit: 500 });
    expect({ seen: items.length, more }).toEqual({ seen: 10, more: 21 });
    expect(await answered({ limit: 4 })).toMatchObject({ items: { length: 4 }, more: 27 });
  });

  it('is not lost when SQS goes away while one that is kept goes behind the others', async () => {
    await setAside('no job', '1:7');
    await setAside(job(8), '1:7');
    const queue = { url: url('TURNS_QUEUE_URL'), deadLettersUrl: url('TURNS_DEAD_LETTERS_URL') };
    const broken = sqsWithout((command) => command instanceof DeleteMessageCommand);
    await expect(redriveQueue({ sqs: broken, ...queue }, { limit: 10, dryRun: false })).rejects.toThrow(
      'SQS',
    );
    expect(await redrive()).toMatchObject([{ decision: 'keep' }, { decision: 'redrive', conversationId: 8 }]);
    expect(await drained('TURNS_DEAD_LETTERS_URL')).toMatchObject([{ Body: 'no job' }]);
  });

  it('is shown and brought back beside a message whose attributes somebody else chose', async () => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url('TURNS_DEAD_LETTERS_URL'),
        MessageBody: job(3),
        MessageGroupId: '1:3',
        MessageDeduplicationId: 'odd',
        MessageAttributes: {
          reason: { DataType: 'String', StringValue: 'because' },
          redriven: { DataType: 'String', StringValue: 'often' },
        },
      }),
    );
    await setAside(job(4));
    expect(await redrive()).toMatchObject([
      { conversationId: 3, redriven: 0, reason: 'attempts-used-up', decision: 'redrive' },
      { conversationId: 4, decision: 'redrive' },
    ]);
  });

  it('is an administrator’s to bring back', async () => {
    const { status } = await api.call('POST', '/api/dead-letters/redrive', {
      as: 'operator',
      json: { queue: 'turns.fifo' },
    });
    expect(status).toBe(403);
  });
});
