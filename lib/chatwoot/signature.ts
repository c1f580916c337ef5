import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret.ts';

/** Chatwoot suggests refusing webhooks older than about five minutes (chatwoot#13573). */
const toleranceSeconds = 300;

/** What a signed webhook carries besides its body. Header values as received, undefined when absent. */
export interface SignedRequest {
  timestamp: string | undefined;
  signature: string | undefined;
  rawBody: Buffer;
}

/**
 * Whether one of our secrets signed these very bytes within the last five minutes.
 * Scheme: `sha256=` + hex HMAC-SHA256(secret, `${timestamp}.${rawBody}`), chatwoot lib/webhooks/trigger.rb.
 * Raw bytes matter: Rails escapes `<>&`, so JSON that was parsed and written again no longer matches.
 */
export function isSignedByChatwoot(request: SignedRequest, secrets: readonly Secret[], now: Date): boolean {
  const { timestamp, signature, rawBody } = request;
  if (timestamp === undefined || signature === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  const given = Buffer.from(signature);
  // Every secret is tried, so that the time taken does not tell which one matched.
  return secrets
    .map((secret) => sameBytes(given, Buffer.from(signatureOf(secret, timestamp, rawBody))))
    .includes(true);
}

/** The value Chatwoot puts into `X-Chatwoot-Signature`. */
export function signatureOf(secret: Secret, timestamp: string, rawBody: Buffer): string {
  const hmac = createHmac('sha256', secret.reveal()).update(`${timestamp}.`).update(rawBody);
  return `sha256=${hmac.digest('hex')}`;
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
