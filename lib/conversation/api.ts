import { z } from 'zod';
import { conversationOwner, noteOwner } from '../insight/store.ts';
import { notFound, Problem } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { Conflict } from '../runtime/errors.ts';
import type { ConversationKey } from '../store/dynamodb/ledger.ts';
import type { Db } from '../store/postgres/db.ts';
import { isMissing } from './missing.ts';
import { pause, release, takeOver, type Moved, type TakeOverDeps } from './take-over.ts';

export interface TakeOverApiDeps extends TakeOverDeps {
  readonly db: Db;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
}

/** Whose conversation it is now. */
export const conversationMoved = z.strictObject({
  id: z.number().int(),
  owner: z.enum(['bot', 'person']),
  paused: z.boolean(),
});

/** Chatwoot's display id. */
const conversationId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

interface Command {
  readonly name: 'takeover' | 'release' | 'pause';
  readonly summary: string;
  readonly run: (deps: TakeOverDeps, key: ConversationKey) => Promise<Moved>;
}

const commands: readonly Command[] = [
  {
    name: 'takeover',
    summary: 'A person takes the conversation: it is opened in Chatwoot and the assistant is silent.',
    run: takeOver,
  },
  {
    name: 'release',
    summary:
      'The assistant has the conversation again: pending in Chatwoot, and what was said since is answered.',
    run: release,
  },
  {
    name: 'pause',
    summary: 'The assistant is silent in this conversation until it is released.',
    run: pause,
  },
];

export const takeOverRoutes = commands.map(({ name, summary, run }) =>
  route({
    method: 'POST',
    path: `/api/conversations/{id}/${name}`,
    role: 'operator',
    summary,
    params: z.strictObject({ id: conversationId }),
    query: nothing,
    body: noBody,
    answers: { 200: conversationMoved },
    async run(deps: TakeOverApiDeps, { params: { id } }) {
      const key = { accountId: await deps.accountId(), conversationId: id };
      if (!(await isKnown(deps, key))) return unknown;
      const moved = await carriedOut(() => run(deps, key));
      if (moved instanceof Problem) return moved;
      const { owner, paused } = moved;
      await noteOwner(deps.db, { ...key, owner, paused });
      return { status: 200, body: { id, owner, paused } };
    },
  }),
);

const unknown = notFound('Frontdesk has seen no conversation of this number.');

async function isKnown({ ledger, db }: TakeOverApiDeps, key: ConversationKey): Promise<boolean> {
  return ((await ledger.read(key)) ?? (await conversationOwner(db, key))) !== undefined;
}

async function carriedOut(command: () => Promise<Moved>): Promise<Moved | Problem> {
  try {
    return await command();
  } catch (error) {
    if (isMissing(error)) return notFound('Chatwoot has no such conversation any more.');
    if (!(error instanceof Conflict)) throw error;
    return new Problem(409, 'The assistant is in the middle of this conversation. Try again in a moment.', {
      headers: { 'retry-after': '2' },
    });
  }
}
