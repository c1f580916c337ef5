import { z } from 'zod';
import type { DeadLetter, SetAside } from '../queue/dead-letters.ts';
import { parkReasons } from '../queue/parking.ts';
import type { Redrive, RedriveOptions } from '../queue/redrive.ts';
import { cursor, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';

export interface DeadLettersApiDeps {
  /** What was set aside, queue by queue. */
  readonly deadLetters: () => Promise<readonly SetAside[]>;
  /** Brings jobs back to the queue of this name. */
  readonly redrive: (queue: QueueName, options: RedriveOptions) => Promise<Redrive>;
}

const queueName = z.enum(['turns.fifo', 'work.fifo', 'outbound.fifo']);
export type QueueName = z.infer<typeof queueName>;

const letter = z.strictObject({
  id: z.string(),
  kind: z.string().nullable(),
  conversationId: z.number().int().nullable(),
  reason: z.enum(parkReasons),
  /** How often somebody brought it back before. */
  redriven: z.number().int(),
  since: z.iso.datetime(),
});

/** What was set aside of one queue, as it is told: a row of the list. */
export const deadLetters = z.strictObject({
  queue: queueName,
  count: z.number().int(),
  /** The first ten, those set aside last first. `count` says of how many. */
  messages: z.array(letter),
});

const readDeadLetters = route({
  method: 'GET',
  path: '/api/dead-letters',
  role: 'viewer',
  summary: 'Jobs that were set aside because no attempt helped, by queue. Nothing is taken from there.',
  params: nothing,
  query: z.strictObject({ limit: pageLimit, cursor: cursor(queueName).optional() }),
  body: noBody,
  answers: { 200: pageSchema(deadLetters) },
  async run(deps: DeadLettersApiDeps, { query: { limit, cursor: after } }) {
    const all = (await deps.deadLetters()).map(told);
    const rest = all.slice(all.findIndex(({ queue }) => queue === after) + 1);
    return { status: 200, body: pageOf(rest, limit, ({ queue }) => queue) };
  },
});

const redriveDeadLetters = route({
  method: 'POST',
  path: '/api/dead-letters/redrive',
  role: 'admin',
  summary:
    'Brings jobs back to their queue once what hindered them is mended. `dryRun` only says what would be brought back.',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    queue: queueName,
    limit: z.number().int().min(1).max(500).default(100),
    dryRun: z.boolean().default(false),
  }),
  example: { queue: 'turns.fifo', limit: 10, dryRun: true },
  answers: {
    200: z.strictObject({
      items: z.array(
        letter.extend({
          decision: z.enum(['redrive', 'keep']),
          /** Nobody can read it, or it was brought back three times in vain. */
          because: z.enum(['unreadable', 'redriven-before']).nullable(),
        }),
      ),
      /** About how many lie behind these and were not looked at. */
      more: z.number().int(),
    }),
  },
  async run({ redrive }: DeadLettersApiDeps, { body: { queue, ...options } }) {
    const { letters, more } = await redrive(queue, options);
    const items = letters.map((one) => ({
      ...toldLetter(one),
      decision: one.decision,
      because: one.because,
    }));
    return { status: 200, body: { items, more } };
  },
});

export const deadLetterRoutes = [readDeadLetters, redriveDeadLetters];

function told({ queue, count, letters }: SetAside): z.infer<typeof deadLetters> {
  return { queue: queueName.parse(queue), count, messages: letters.map(toldLetter) };
}

function toldLetter({
  id,
  kind,
  conversationId,
  reason,
  redriven,
  since,
}: DeadLetter): z.infer<typeof letter> {
  return { id, kind, conversationId, reason, redriven, since: since.toISOString() };
}
