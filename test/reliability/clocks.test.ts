import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import { acceptWebhook } from '../../lib/turn/accept-webhook.ts';
import { aWatchedShop, minute } from '../reconcile/a-watched-shop.ts';
import { example } from '../support/chatwoot-fixtures.ts';
import { aTurnWorld } from '../support/turn-harness.ts';
import { aTurnQueue } from './a-turn-queue.ts';

const question = 'How much is the oak table lamp?';
const secret = new Secret('demo-secret-not-real-0001');
const skews = [
  ['an hour behind ours', -60 * minute],
  ['ten minutes behind ours', -10 * minute],
  ['ten minutes ahead of ours', 10 * minute],
  ['an hour ahead of ours', 60 * minute],
] as const;

describe.each(skews)('with Chatwoot’s clock %s', (_how, skewMs) => {
  /** Chatwoot runs on the shifted clock, we on the real one. */
  async function aShop() {
    const world = await aTurnWorld();
    world.clock.shiftMs = skewMs;
    world.deps.now = () => new Date();
    return world;
  }

  it('a customer is answered once, also when Chatwoot loses its answer to us', async () => {
    const world = await aShop();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    const kind = { drop: true, after: true } as const;
    world.simulator.faults.rest({ method: 'POST', path: /messages$/, times: 1, kind });
    expect(await aTurnQueue(world).give(conversationId)).toMatchObject({ attempts: 2 });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do' });
  });

  it('a person who writes while we think is not talked over', async () => {
    const world = await aShop();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.thinking = async () => void world.simulator.personWrites(conversationId, 'I have this.');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
  });

  it('a lost webhook is made up for: at once, or when our clock has come that far', async () => {
    const shop = await aWatchedShop();
    shop.simulator.customerWrites(shop.customer(), 'Hello');
    await shop.run();
    await shop.takeTurns();
    const ours = shop.deps.now;
    const { conversationId } = shop.simulator.customerWrites(shop.customer(), question);
    // The simulator's clock is the harness's; ours is shifted the other way.
    shop.deps.now = () => new Date(ours().getTime() - skewMs);
    await shop.run();
    shop.deps.now = () => new Date(ours().getTime() + Math.max(0, -skewMs) + 5 * minute);
    await shop.run();
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(1);
  });
});

describe('a webhook', () => {
  const receive = async (sentAt: number, now: () => Date) => {
    const logged: LogEvent[] = [];
    const deps = {
      settings: async () => ({ accountId: 3, webhookSecrets: [secret] }),
      turns: { send: async () => undefined },
      realTime: now,
      newId: () => 'made-up-id',
      faultPoint: async () => {},
      log: (event: LogEvent) => void logged.push(event),
    };
    const rawBody = Buffer.from(JSON.stringify(example('message_created.incoming_text')));
    const timestamp = String(Math.floor(sentAt / 1000));
    const headers = {
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': signatureOf(secret, timestamp, rawBody),
    };
    return { ...(await acceptWebhook(deps, { headers, rawBody })), logged };
  };
  const now = () => new Date('2026-06-18T09:15:00Z');

  it.each([-4, 4])('from a clock %i minutes off is taken', async (minutes) => {
    expect((await receive(now().getTime() + minutes * minute, now)).status).toBe(200);
  });

  it.each([-6, 6])('from a clock %i minutes off is refused, and that is counted', async (minutes) => {
    const { status, logged } = await receive(now().getTime() + minutes * minute, now);
    expect(status).toBe(401);
    expect(logged).toEqual([{ event: 'webhook.refused', status: 401 }]);
  });
});
