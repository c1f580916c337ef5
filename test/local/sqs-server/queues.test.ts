import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  QueueNameExists,
  SetQueueAttributesCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  aFifoQueue,
  aQueue,
  aQueueServer,
  arnOf,
  bodies,
  errorOf,
  receive,
  remove,
  send,
  start,
} from './a-queue-server.ts';

describe('queues', () => {
  it('have URLs on this machine, because the SDK talks to the host of the URL', async () => {
    const desk = await aQueueServer();
    const { QueueUrl } = await desk.sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }));
    expect(QueueUrl).toBe(`${desk.server.url}/000000000000/jobs`);
    expect(await desk.sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }))).toMatchObject({ QueueUrl });
  });

  it('may be created again with the same attributes, not with others', async () => {
    const { sqs } = await aQueueServer();
    const create = (VisibilityTimeout: string) =>
      sqs.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes: { VisibilityTimeout } }));
    const first = await create('60');
    expect((await create('60')).QueueUrl).toBe(first.QueueUrl);
    expect((await sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }))).QueueUrl).toBe(first.QueueUrl);
    const error = await errorOf(create('61'));
    expect(error).toBeInstanceOf(QueueNameExists);
    expect(error.message).toContain('VisibilityTimeout');
  });

  it('that nobody created are refused by the name the SDK knows', async () => {
    const desk = await aQueueServer();
    const error = await errorOf(send(desk, `${desk.server.url}/000000000000/nothing`, 'hello'));
    expect(error).toBeInstanceOf(QueueDoesNotExist);
    expect(error.Code).toBe('AWS.SimpleQueueService.NonExistentQueue');
  });

  it.each([
    ['a name with a dot', { QueueName: 'a.b' }, 'InvalidParameterValue'],
    ['a name of 81 letters', { QueueName: 'a'.repeat(81) }, 'InvalidParameterValue'],
    [
      'a FIFO queue without .fifo',
      { QueueName: 'jobs', Attributes: { FifoQueue: 'true' } },
      'InvalidParameterValue',
    ],
    ['.fifo without the attribute', { QueueName: 'jobs.fifo' }, 'InvalidParameterValue'],
    [
      'an unknown attribute',
      { QueueName: 'jobs', Attributes: { Colour: 'red' } as never },
      'InvalidAttributeName',
    ],
    ['a delay of 901 s', { QueueName: 'jobs', Attributes: { DelaySeconds: '901' } }, 'InvalidAttributeValue'],
    [
      'a number that is none',
      { QueueName: 'jobs', Attributes: { DelaySeconds: 'soon' } },
      'InvalidAttributeValue',
    ],
    [
      'a policy that is not JSON',
      { QueueName: 'jobs', Attributes: { RedrivePolicy: '{' } },
      'InvalidAttributeValue',
    ],
    [
      'deduplication on a standard queue',
      { QueueName: 'jobs', Attributes: { ContentBasedDeduplication: 'true' } },
      'InvalidAttributeName',
    ],
  ])('are not created with %s', async (_what, input, name) => {
    const { sqs } = await aQueueServer();
    expect((await errorOf(sqs.send(new CreateQueueCommand(input)))).name).toBe(name);
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
  });

  it('tell their settings and how many messages wait, are held and are delayed', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    for (const body of ['one', 'two', 'three']) await send(desk, url, body);
    await send(desk, url, 'later', { DelaySeconds: 60 });
    await receive(desk, url, { MaxNumberOfMessages: 2 });
    const all = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
    expect((await desk.sqs.send(all)).Attributes).toMatchObject({
      QueueArn: arnOf(url),
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
      MaximumMessageSize: '1048576',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '2',
      ApproximateNumberOfMessagesDelayed: '1',
      CreatedTimestamp: String(start / 1000),
    });
    const one = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['DelaySeconds'] });
    expect((await desk.sqs.send(one)).Attributes).toEqual({ DelaySeconds: '0' });
    const none = new GetQueueAttributesCommand({ QueueUrl: url });
    expect((await desk.sqs.send(none)).Attributes).toBeUndefined();
    const unknown = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['Colour' as never] });
    expect((await errorOf(desk.sqs.send(unknown))).name).toBe('InvalidAttributeName');
  });

  it('take new settings for the next receive, and keep the ones that were not named', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { DelaySeconds: '0', MessageRetentionPeriod: '120' });
    await desk.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '5' } }),
    );
    await send(desk, url, 'hello');
    await receive(desk, url);
    desk.clock.now += 5_000;
    expect(bodies(await receive(desk, url))).toEqual(['hello']);
    const read = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['MessageRetentionPeriod'] });
    expect((await desk.sqs.send(read)).Attributes).toEqual({ MessageRetentionPeriod: '120' });
  });

  it('can not be turned into FIFO queues', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const change = new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { FifoQueue: 'true' } });
    expect((await errorOf(desk.sqs.send(change))).name).toBe('InvalidAttributeName');
  });

  it('are listed by prefix and in pages', async () => {
    const { sqs } = await aQueueServer();
    for (const QueueName of ['shop-b', 'shop-a', 'other', 'shop-c'])
      await sqs.send(new CreateQueueCommand({ QueueName }));
    const list = async (input: { MaxResults?: number; NextToken?: string }) => {
      const { QueueUrls = [], NextToken } = await sqs.send(
        new ListQueuesCommand({ QueueNamePrefix: 'shop-', ...input }),
      );
      return { names: QueueUrls.map((url) => url.split('/').at(-1)), NextToken };
    };
    expect((await list({})).names).toEqual(['shop-a', 'shop-b', 'shop-c']);
    const first = await list({ MaxResults: 2 });
    expect(first.names).toEqual(['shop-a', 'shop-b']);
    const second = await list({ MaxResults: 2, NextToken: first.NextToken! });
    expect(second).toEqual({ names: ['shop-c'], NextToken: undefined });
  });

  it('are emptied by a purge, which SQS allows once a minute', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await send(desk, url, 'one', { MessageGroupId: 'ana' });
    await send(desk, url, 'two', { MessageGroupId: 'ana' });
    await receive(desk, url, { MaxNumberOfMessages: 1 });
    const purge = () => desk.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    await purge();
    expect(desk.server.depth()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect((await errorOf(purge())).name).toBe('PurgeQueueInProgress');
    await send(desk, url, 'three', { MessageGroupId: 'ana' });
    expect(bodies(await receive(desk, url))).toEqual(['three']);
    desk.clock.now += 60_000;
    await purge();
  });

  it('are gone with their messages when deleted, and their old receipts never fit a new queue', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await send(desk, url, 'old');
    const [old] = await receive(desk, url);
    await desk.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    expect((await errorOf(receive(desk, url))).name).toBe('QueueDoesNotExist');
    await desk.sqs.send(new CreateQueueCommand({ QueueName: url.split('/').at(-1) }));
    expect(await receive(desk, url)).toEqual([]);
    expect((await errorOf(remove(desk, url, old))).name).toBe('ReceiptHandleIsInvalid');
  });

  it('say clearly what this server does not do', async () => {
    const desk = await aQueueServer();
    const tag = new TagQueueCommand({ QueueUrl: await aQueue(desk), Tags: { shop: 'lima' } });
    const error = await errorOf(desk.sqs.send(tag));
    expect(error.name).toBe('InvalidAction');
    expect(error.message).toContain('TagQueue');
  });
});

describe('ensureQueue', () => {
  it('brings a queue to what the template says now, without touching its messages', async () => {
    const desk = await aQueueServer();
    const dead = desk.server.ensureQueue('dead.fifo', { FifoQueue: true });
    const wanted = { FifoQueue: true, ContentBasedDeduplication: true, VisibilityTimeout: 900 };
    const redrive = { deadLetterTargetArn: dead.arn, maxReceiveCount: 5 };
    const { url } = desk.server.ensureQueue('turns.fifo', {
      ...wanted,
      RedrivePolicy: redrive,
      DelaySeconds: 0,
    });
    await send(desk, url, 'hello', { MessageGroupId: 'ana' });

    const again = desk.server.ensureQueue('turns.fifo', { ...wanted, VisibilityTimeout: 20 });

    expect(again).toEqual({ url, arn: arnOf(url) });
    const all = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
    const { Attributes } = await desk.sqs.send(all);
    expect(Attributes).toMatchObject({ VisibilityTimeout: '20', ApproximateNumberOfMessages: '1' });
    expect(Attributes).not.toHaveProperty('RedrivePolicy');
  });

  it('refuses a dead-letter queue that is not there yet, and one of the other kind', async () => {
    const { server } = await aQueueServer();
    const redriveTo = (deadLetterTargetArn: string) => ({
      RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 1 },
    });
    expect(() => server.ensureQueue('jobs', redriveTo(arnOf('/dead')))).toThrow(
      'Dead letter target does not exist',
    );
    const dead = server.ensureQueue('dead.fifo', { FifoQueue: true });
    expect(() => server.ensureQueue('jobs', redriveTo(dead.arn))).toThrow('same type');
  });

  it('respects who may use a dead-letter queue', async () => {
    const { server } = await aQueueServer();
    const allow = { redrivePermission: 'byQueue', sourceQueueArns: [arnOf('/jobs')] };
    const dead = server.ensureQueue('dead', { RedriveAllowPolicy: allow });
    const redrive = { RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 } };
    expect(server.ensureQueue('jobs', redrive).arn).toBe(arnOf('/jobs'));
    expect(() => server.ensureQueue('other', redrive)).toThrow('not permitted');
  });
});
