import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startReceiver, startSimulator } from './harness.ts';

function dataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatwoot-simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data', 'chatwoot.sqlite');
}

it('knows its customers, tokens and secrets again after a restart', async () => {
  const file = dataFile();
  const first = await startSimulator({ file });
  const { conversationId, contactInboxId } = first.talkOn('WhatsApp', 'Before the restart');
  const { credentials } = first.simulator;
  await first.close();
  const second = await startSimulator({ file, apiToken: 'new-administrator-token' });
  expect(second.simulator.credentials).toEqual({ ...credentials, apiToken: 'new-administrator-token' });
  expect((await second.admin('GET', '/inboxes')).status).toBe(401);
  const again = second.simulator.customerWrites(contactInboxId, 'After the restart');
  expect(again.conversationId).toBe(conversationId);
  expect(second.simulator.messages(conversationId).map((one) => one.content)).toEqual([
    'Before the restart',
    'After the restart',
  ]);
});

it('keeps what it had accepted when it is killed, and sends the webhooks it still owed', async () => {
  const file = await fileOfTheKilled();
  const receiver = await startReceiver();
  const { simulator } = await startSimulator({ file, webhookUrl: () => receiver.url });
  await simulator.idle();
  expect(receiver.of('message_created').map((body) => body.content)).toEqual([
    'Before the kill',
    'Before the kill',
  ]);
  expect(simulator.messages(1)[0]?.content).toBe('Before the kill');
});

it('sends nothing it owed before it is told that somebody takes it', async () => {
  const file = await fileOfTheKilled();
  let ready = false;
  const receiver = await startReceiver(() => (ready ? 200 : 503));
  const shop = await startSimulator({ file, webhookUrl: () => receiver.url, paused: true });
  // Each of these goes over the same loopback as a webhook that would have left.
  for (let asked = 0; asked < 5; asked += 1) await shop.admin('GET', '/conversations/1');
  expect(receiver.received).toEqual([]);
  ready = true;
  shop.simulator.resumeDelivery();
  await shop.simulator.idle();
  expect(receiver.of('message_created').map((body) => body.content)).toEqual([
    'Before the kill',
    'Before the kill',
  ]);
});

/** A file of a simulator that was killed with the webhooks of one message still to send. */
async function fileOfTheKilled(): Promise<string> {
  const file = dataFile();
  const script = `
    import { startChatwootSimulator } from ${JSON.stringify(join(import.meta.dirname, '../../../local/chatwoot-simulator/simulator.ts'))};
    const simulator = await startChatwootSimulator({
      file: ${JSON.stringify(file)}, now: () => new Date(), webhookUrl: () => 'http://127.0.0.1:1/', apiToken: 't', log: () => {},
    });
    simulator.pauseDelivery();
    const ana = simulator.newCustomer({ name: 'Ana', inboxId: 1 });
    simulator.customerWrites(ana.contactInboxId, 'Before the kill');
    console.log('written');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return file;
}
