import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSqsServer } from '../../../local/sqs-server/server.ts';
import {
  aFifoQueue,
  aQueue,
  aQueueServer,
  bodies,
  clientOf,
  receive,
  remove,
  send,
  sendToGroups,
  start,
} from './a-queue-server.ts';

describe('after a restart', () => {
  it('every message whose sending was answered is there, though the process was killed', async () => {
    const file = await aFile();
    const child = spawn(process.execPath, [
      fileURLToPath(new URL('./killed-server.ts', import.meta.url)),
      file,
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const sqs = clientOf({ url: line.toString().trim() });
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '900' };
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'turns.fifo', Attributes }));
    const answered: string[] = [];
    const sending = (async () => {
      for (let n = 0; ; n += 1) {
        const MessageBody = `message ${n}`;
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'ana' }));
        answered.push(MessageBody);
      }
    })().catch(() => undefined);
    while (answered.length < 100) await new Promise((resolve) => setTimeout(resolve, 5));
    const held = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3 }));
    child.kill('SIGKILL');
    await Promise.all([sending, once(child, 'exit')]);
    sqs.destroy();

    const desk = await aQueueServer({ file, clock: { now: Date.now() } });
    const again = await desk.sqs.send(new GetQueueUrlCommand({ QueueName: 'turns.fifo' }));
    const got: (string | undefined)[] = [];
    let receives: string | undefined;
    for (;;) {
      const messages = await receive(desk, again.QueueUrl!);
      if (messages.length === 0) break;
      receives ??= messages[0]!.Attributes!.ApproximateReceiveCount;
      got.push(...bodies(messages));
      for (const message of messages) await remove(desk, again.QueueUrl!, message);
    }
    // The one being sent when the process died may be there or not.
    expect(got.slice(0, answered.length)).toEqual(answered);
    expect(got.length - answered.length).toBeLessThanOrEqual(1);
    expect(bodies(held.Messages!)).toEqual(answered.slice(0, 3));
    expect(receives).toBe('2');
  });

  it('what somebody held is free at once, counted, and the old receipt is worth nothing', async () => {
    const file = await aFile();
    const first = await startSqsServer({ file, now: () => start });
    const before = { server: first, sqs: clientOf(first), clock: { now: start } };
    const [fifo, standard] = [await aFifoQueue(before), await aQueue(before)];
    await sendToGroups(before, fifo, [
      ['ana', '1'],
      ['ana', '2'],
    ]);
    await send(before, standard, 'held');
    await send(before, standard, 'delayed', { DelaySeconds: 60 });
    await receive(before, fifo, { MaxNumberOfMessages: 1 });
    await receive(before, standard);
    before.sqs.destroy();
    await first.close();

    const desk = await aQueueServer({ file });
    expect(desk.server.depth()).toEqual({ visible: 3, inFlight: 0, delayed: 1 });
    const messages = await receive(desk, urlNow(desk, fifo));
    expect(messages.map((one) => [one.Body, one.Attributes!.ApproximateReceiveCount])).toEqual([
      ['1', '2'],
      ['2', '1'],
    ]);
    expect(bodies(await receive(desk, urlNow(desk, standard)))).toEqual(['held']);
  });

  it('a message that was handled before is still known, and not taken a second time', async () => {
    const file = await aFile();
    const first = await startSqsServer({ file, now: () => start });
    const before = { server: first, sqs: clientOf(first), clock: { now: start } };
    const url = await aFifoQueue(before);
    const { MessageId } = await send(before, url, 'hello', { MessageGroupId: 'ana' });
    await remove(before, url, (await receive(before, url))[0]);
    before.sqs.destroy();
    await first.close();

    const desk = await aQueueServer({ file, clock: { now: start + 299_000 } });
    const repeated = await send(desk, urlNow(desk, url), 'hello', { MessageGroupId: 'ana' });
    expect(repeated.MessageId).toBe(MessageId);
    expect(desk.server.depth().visible).toBe(0);
  });

  it('queues have the settings of the new template and the messages of the old one', async () => {
    const file = await aFile();
    const first = await startSqsServer({ file, now: () => start });
    first.ensureQueue('jobs', { VisibilityTimeout: 30 });
    const sqs = clientOf(first);
    await sqs.send(
      new SendMessageCommand({ QueueUrl: `${first.url}/000000000000/jobs`, MessageBody: 'hello' }),
    );
    sqs.destroy();
    await first.close();

    const desk = await aQueueServer({ file });
    const { url } = desk.server.ensureQueue('jobs', { VisibilityTimeout: 5 });
    await receive(desk, url);
    desk.clock.now += 5_000;
    expect(bodies(await receive(desk, url))).toEqual(['hello']);
  });

  it('a second server is refused while the first one has the file', async () => {
    const file = await aFile();
    await aQueueServer({ file });
    await expect(startSqsServer({ file })).rejects.toThrow('in use by another queue server');
  });
});

function urlNow(desk: { server: { url: string } }, oldUrl: string): string {
  return desk.server.url + new URL(oldUrl).pathname;
}

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sqs-server-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'made', 'queues.db');
}
