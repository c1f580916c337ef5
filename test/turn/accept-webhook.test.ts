import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { TurnJob } from '../../lib/queue/jobs.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import { acceptWebhook } from '../../lib/turn/accept-webhook.ts';
import { example } from '../support/chatwoot-fixtures.ts';
import { aDamagedExample } from '../support/damage.ts';

const secret = new Secret('demo-secret-not-real-0001');
const now = new Date('2026-06-18T09:15:01Z');

function aReceiver({ queueDown = false } = {}) {
  const queued: { job: TurnJob; group: string; deduplicationId: string }[] = [];
  const logged: LogEvent[] = [];
  const deps = {
    settings: async () => ({ accountId: 3, webhookSecrets: [secret] }),
    turns: {
      async send(job: TurnJob, order: { group: string; deduplicationId: string }) {
        if (queueDown) throw new UpstreamUnavailable('Could not queue a job');
        queued.push({ job, ...order });
      },
    },
    realTime: () => now,
    newId: () => 'made-up-id',
    faultPoint: async () => {},
    log: (event: LogEvent) => void logged.push(event),
  };
  return {
    queued,
    logged,
    receive: (request: Parameters<typeof acceptWebhook>[1]) => acceptWebhook(deps, request),
  };
}

function signed(body: string | Buffer, headers: Record<string, string> = {}) {
  const rawBody = Buffer.from(body);
  const timestamp = String(now.getTime() / 1000);
  return {
    rawBody,
    headers: {
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': signatureOf(secret, timestamp, rawBody),
      'x-chatwoot-delivery': '6f0c5e0e-2a60-4c0b-9a8b-1f4f7f9e2d11',
      ...headers,
    },
  };
}

const message = JSON.stringify(example('message_created.incoming_text'));

describe('a webhook', () => {
  it('with a customer’s message becomes one job of its conversation', async () => {
    const { receive, queued } = aReceiver();
    expect(await receive(signed(message))).toEqual({ status: 200, body: { status: 'ok' } });
    expect(queued).toEqual([
      {
        job: {
          kind: 'take-turn',
          accountId: 3,
          conversationId: 1088,
          cause: 'customer-message',
          messageId: 50231,
          deliveryId: '6f0c5e0e-2a60-4c0b-9a8b-1f4f7f9e2d11',
          acceptedAt: now.toISOString(),
        },
        group: '3:1088',
        deduplicationId: 'm:3:1088:50231',
        story: '6f0c5e0e-2a60-4c0b-9a8b-1f4f7f9e2d11',
      },
    ]);
  });

  it('leaves none of the customer’s words in queue or log', async () => {
    const { receive, queued, logged } = aReceiver();
    await receive(signed(message));
    const kept = JSON.stringify([queued, logged]);
    for (const private_ of ['oak lamp', 'Marisol', '351912000341', 'kT3vW9bqYs1nZpQ7xLr4mA2c'])
      expect(kept).not.toContain(private_);
  });

  it('with a wrong, missing or stale signature gets the same 401, whatever its body', async () => {
    const { receive, queued } = aReceiver();
    const answers = await Promise.all([
      receive({ ...signed(message), headers: {} }),
      receive(signed(message, { 'x-chatwoot-signature': 'sha256=00' })),
      receive(signed(message, { 'x-chatwoot-timestamp': '1' })),
      receive({ headers: {}, rawBody: Buffer.alloc(6 * 1024 * 1024) }),
      receive({ headers: {}, rawBody: Buffer.from('no json') }),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0].status).toBe(401);
    expect(queued).toEqual([]);
  });

  it('is refused with 413 above 5 MiB and with 400 when it is no event', async () => {
    const { receive } = aReceiver();
    expect((await receive(signed(`"${'x'.repeat(5 * 1024 * 1024)}"`))).status).toBe(413);
    for (const body of ['', 'no json', '[]', '{"id":1}', 'null', '\u0000'])
      expect((await receive(signed(body))).status).toBe(400);
  });

  it('that is no work for us is counted by reason and answered with 200', async () => {
    const { receive, queued, logged } = aReceiver();
    const note = JSON.stringify(example('message_created.private_note_user'));
    expect(await receive(signed(note))).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await receive(signed('{"event":"made_up"}'))).toEqual({ status: 200, body: { status: 'ok' } });
    expect(queued).toEqual([]);
    expect(logged.map((event) => ('because' in event ? event.because : ''))).toEqual([
      'private-note',
      'unknown-event',
    ]);
  });

  it('that could not be queued is a 500, so that agent bots send it again', async () => {
    const { receive } = aReceiver({ queueDown: true });
    expect((await receive(signed(message))).status).toBe(500);
  });

  it('keeps a strange delivery id out of the queue', async () => {
    const { receive, queued } = aReceiver();
    const changed = JSON.stringify(example('conversation_status_changed'));
    await receive(signed(changed, { 'x-chatwoot-delivery': 'a b\n{}' }));
    expect(queued[0]?.deduplicationId).toBe('made-up-id');
  });

  it('never crashes us, however a real event is damaged', async () => {
    const { receive } = aReceiver();
    await fc.assert(
      fc.asyncProperty(aDamagedExample, async (body) => {
        expect([200, 400]).toContain((await receive(signed(JSON.stringify([body]).slice(1, -1)))).status);
      }),
      { numRuns: 500 },
    );
  });

  it('never crashes us, whatever bytes it carries', async () => {
    const { receive } = aReceiver();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), async (bytes) => {
        expect([200, 400]).toContain((await receive(signed(Buffer.from(bytes)))).status);
      }),
    );
  });
});
