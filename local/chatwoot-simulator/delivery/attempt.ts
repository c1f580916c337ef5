import { railsJson, signature } from './sign.ts';
import type { Delivery } from '../store/jobs.ts';
import type { World } from '../domain/world.ts';
import { webhookPayload } from '../payloads/webhooks.ts';
import { target } from './endpoints.ts';

/** How one attempt ended. `skipped`: nobody to tell, or nothing left to tell about. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'skipped' };

/** One POST with Chatwoot's headers and its time limit. */
export async function attempt(
  world: World,
  delivery: Delivery,
  options: { readonly timeoutMs: number; readonly stop: AbortSignal },
): Promise<Outcome> {
  const to = target(world, delivery.endpoint);
  const payload = delivery.body === null ? webhookPayload(world, delivery.event) : undefined;
  const body = delivery.body ?? (payload === undefined ? undefined : railsJson(payload));
  if (to === undefined || body === undefined) return { kind: 'skipped' };
  const timestamp = String(Math.floor(world.realNow() / 1000));
  try {
    const response = await fetch(to.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'X-Chatwoot-Delivery': delivery.deliveryId,
        'X-Chatwoot-Timestamp': timestamp,
        'X-Chatwoot-Signature': signature(to.secret, timestamp, body),
      },
      body,
      signal: AbortSignal.any([AbortSignal.timeout(options.timeoutMs), options.stop]),
    });
    await response.arrayBuffer();
    return { kind: response.ok ? 'accepted' : 'refused', status: response.status };
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const cause = error.cause;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
