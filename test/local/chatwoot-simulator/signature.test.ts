import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { railsJson, signature } from '../../../local/chatwoot-simulator/delivery/sign.ts';
import { startReceiver, startSimulator } from './harness.ts';

it('signs the contract’s test vector as Chatwoot does', () => {
  expect(signature('demo-secret-not-real-0001', '1781774101', '{"event":"message_created","id":50231}')).toBe(
    'sha256=67fb783cc384ca17bbe62e1ac972843d2627b32f76d0868f0b20ea42df8c2e77',
  );
});

it('escapes markup and line separators as Rails does', () => {
  const text = '<b>A & B\u2028\u2029';
  expect(railsJson({ text })).toBe('{"text":"\\u003cb\\u003eA \\u0026 B\\u2028\\u2029"}');
  expect(JSON.parse(railsJson({ text }))).toEqual({ text });
});

it('signs every webhook with the secret of its own endpoint, in real time whatever the shop’s clock says', async () => {
  const shop = await startReceiver();
  const { simulator, talkOn } = await startSimulator({ webhookUrl: () => shop.url });
  const [ofAccount = '', ofBot = ''] = simulator.credentials.webhookSecrets;
  talkOn('WhatsApp', 'Is it < 50 & warm?');
  await simulator.idle();
  const messages = shop.received.filter((one) => one.body.event === 'message_created');
  expect(messages).toHaveLength(2);
  const signers = messages.map(({ headers, raw }) => {
    const timestamp = String(headers['x-chatwoot-timestamp']);
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(5);
    expect(raw).toContain('Is it \\u003c 50 \\u0026 warm?');
    expect(headers['content-type']).toBe('application/json');
    const made = (secret: string) =>
      `sha256=${createHmac('sha256', secret).update(`${timestamp}.${raw}`).digest('hex')}`;
    if (headers['x-chatwoot-signature'] === made(ofAccount)) return 'account';
    return headers['x-chatwoot-signature'] === made(ofBot) ? 'bot' : 'nobody';
  });
  expect(signers.sort()).toEqual(['account', 'bot']);
  expect(new Set(messages.map((one) => one.headers['x-chatwoot-delivery'])).size).toBe(2);
});
