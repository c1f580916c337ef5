import { describe, expect, it } from 'vitest';
import { isSignedByChatwoot, signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';

const secret = new Secret('demo-secret-not-real-0001');
const timestamp = '1781774101';
const rawBody = Buffer.from('{"event":"message_created","id":50231}');
const signature = 'sha256=67fb783cc384ca17bbe62e1ac972843d2627b32f76d0868f0b20ea42df8c2e77';
const now = new Date(1781774101_000);

describe('the signature of a webhook', () => {
  it('is the one Chatwoot makes', () => {
    expect(signatureOf(secret, timestamp, rawBody)).toBe(signature);
    expect(isSignedByChatwoot({ timestamp, signature, rawBody }, [secret], now)).toBe(true);
  });

  it('may be made with any of several secrets, so that they can be rotated', () => {
    expect(isSignedByChatwoot({ timestamp, signature, rawBody }, [new Secret('old'), secret], now)).toBe(
      true,
    );
    expect(isSignedByChatwoot({ timestamp, signature, rawBody }, [new Secret('old')], now)).toBe(false);
    expect(isSignedByChatwoot({ timestamp, signature, rawBody }, [], now)).toBe(false);
  });

  it('holds for five minutes, before and after', () => {
    const at = (seconds: number) => new Date((1781774101 + seconds) * 1000);
    const signed = { timestamp, signature, rawBody };
    expect(isSignedByChatwoot(signed, [secret], at(300))).toBe(true);
    expect(isSignedByChatwoot(signed, [secret], at(301))).toBe(false);
    expect(isSignedByChatwoot(signed, [secret], at(-301))).toBe(false);
  });

  it.each([
    ['without a signature', { timestamp, signature: undefined, rawBody }],
    ['without a timestamp', { timestamp: undefined, signature, rawBody }],
    [
      'with a changed body',
      { timestamp, signature, rawBody: Buffer.from('{"event":"message_created","id":50232}') },
    ],
    ['with another timestamp', { timestamp: '1781774102', signature, rawBody }],
    ['with a timestamp that is no number', { timestamp: '1781774101.0', signature, rawBody }],
    ['with a shorter signature', { timestamp, signature: signature.slice(0, -1), rawBody }],
    ['in upper case', { timestamp, signature: signature.toUpperCase(), rawBody }],
  ])('is refused %s', (_case, signed) => {
    expect(isSignedByChatwoot(signed, [secret], now)).toBe(false);
  });
});
