import { z } from 'zod';
import type { SetAside } from '../queue/dead-letters.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';

export interface DeadLettersApiDeps {
  /** What was set aside, queue by queue. */
  readonly deadLetters: () => Promise<readonly SetAside[]>;
}

/** What was set aside of one queue, as it is told. */
export const deadLetters = z.strictObject({
  queue: z.string(),
  count: z.number().int(),
  /** Up to ten of them, the newest first. */
  messages: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string().nullable(),
      conversationId: z.number().int().nullable(),
      reason: z.enum(['attempts-used-up', 'unreadable']),
      since: z.iso.datetime(),
    }),
  ),
});

const readDeadLetters = route({
  method: 'GET',
  path: '/api/dead-letters',
  role: 'operator',
  summary: 'Jobs that were set aside because no attempt helped, by queue. Nothing is taken from there.',
  params: nothing,
  query: nothing,
  body: noBody,
  answers: { 200: z.strictObject({ items: z.array(deadLetters), nextCursor: z.null() }) },
  async run(deps: DeadLettersApiDeps) {
    const items = (await deps.deadLetters()).map(told);
    return { status: 200, body: { items, nextCursor: null } };
  },
});

export const deadLetterRoutes = [readDeadLetters];

function told({ queue, count, letters }: SetAside): z.infer<typeof deadLetters> {
  const messages = letters.map(({ since, ...letter }) => ({
    ...letter,
    reason: letter.kind === null ? ('unreadable' as const) : ('attempts-used-up' as const),
    since: since.toISOString(),
  }));
  return { queue, count, messages };
}
