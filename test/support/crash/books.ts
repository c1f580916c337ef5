import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Books } from './account.ts';
import { apiToken } from './witnessed-chatwoot.ts';

export type Call = (address: string, method?: string, body?: unknown) => Promise<unknown>;

/** Asks the API as an administrator. */
export function callerOf(url: string): Call {
  const authorization = `Bearer ${apiToken}`;
  return async (address, method = 'GET', body) => {
    for (;;) {
      const response = await fetch(url + address, {
        method,
        headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.ok || response.status === 404) return answer;
      if (response.status !== 429)
        throw new Error(`${address}: ${response.status} ${JSON.stringify(answer)}`);
      // We ask for a thousand conversations at once, and the API has its limits.
      await sleep(1000 * Number(response.headers.get('retry-after') ?? 1));
    }
  };
}

/** What Frontdesk has on record. */
export function booksOf(call: Call): Books {
  async function* all<T>(path: string, item: z.ZodType<T>): AsyncGenerator<T> {
    const page = z.object({ items: z.array(item), nextCursor: z.string().nullable() });
    for (let cursor: string | null = ''; cursor !== null;) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { items, nextCursor }: z.infer<typeof page> = page.parse(await call(`${path}?limit=200${more}`));
      yield* items;
      cursor = nextCursor;
    }
  }
  return {
    async turnsOf(conversationId) {
      const known = recordedTurns.safeParse(await call(`/api/conversations/${conversationId}`));
      return known.success ? known.data.turns : [];
    },
    async worklist() {
      const listed = new Set<number>();
      for await (const one of all('/api/worklist', z.object({ conversationId: z.number() })))
        listed.add(one.conversationId);
      return listed;
    },
    async notices() {
      const statuses = new Map<string, string>();
      for await (const { id, status } of all(
        '/api/stock-alerts',
        z.object({ id: z.string(), status: z.string() }),
      ))
        statuses.set(id, status);
      return statuses;
    },
  };
}

const recordedTurns = z.object({
  turns: z.array(z.object({ id: z.string(), messageIds: z.array(z.number()) })),
});
