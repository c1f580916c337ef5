import { z } from 'zod';
import { Problem } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { Conflict } from '../runtime/errors.ts';
import { shopDay } from '../spend/shop-day.ts';
import { standing, type Standing } from './breaker.ts';
import { resume, stopEverywhere, type ChangeBreakerDeps, type ShopOfBreaker } from './change-breaker.ts';

export interface BreakerApiDeps extends ChangeBreakerDeps {
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
  readonly timeZone: () => Promise<string>;
}

/** Whether the assistant answers as usual; if not why, since when, and who stopped it. */
export const breakerTold = z.strictObject({
  state: z.enum(['closed', 'tripped']),
  /** A budget: providers are not asked, and what the built-in model cannot answer goes to people. */
  reason: z.enum(['daily-budget', 'monthly-budget', 'stopped-by-operator']).nullable(),
  since: z.iso.datetime().nullable(),
  /** Who stopped it; null where a budget did. */
  by: z.string().nullable(),
});

const plain = { params: nothing, query: nothing, body: noBody, answers: { 200: breakerTold } };

const read = route({
  ...plain,
  method: 'GET',
  path: '/api/breaker',
  role: 'viewer',
  summary: 'Whether the assistant answers as usual; if not why, since when, and who stopped it.',
  async run(deps: BreakerApiDeps) {
    const { accountId, timeZone } = await shopOf(deps);
    const stands = standing(await deps.breaker.read(accountId), shopDay(deps.now(), timeZone));
    return { status: 200, body: told(stands) };
  },
});

const stop = route({
  ...plain,
  method: 'POST',
  path: '/api/breaker/stop',
  role: 'operator',
  summary: 'The assistant is silent in every conversation, a turn under way included, until it is resumed.',
  run: (deps: BreakerApiDeps, { caller }) =>
    changed(async () => stopEverywhere(deps, await shopOf(deps), caller.id)),
});

const go = route({
  ...plain,
  method: 'POST',
  path: '/api/breaker/resume',
  role: 'operator',
  summary:
    'Ends the stop; within minutes what customers said last and nobody answered is looked at. Where a budget is used up, providers are asked again until its day or month is over.',
  run: (deps: BreakerApiDeps) => changed(async () => resume(deps, await shopOf(deps))),
});

export const breakerRoutes = [read, stop, go];

async function shopOf({ accountId, timeZone }: BreakerApiDeps): Promise<ShopOfBreaker> {
  return { accountId: await accountId(), timeZone: await timeZone() };
}

function told(stands: Standing): z.infer<typeof breakerTold> {
  return stands.state === 'closed' ? { state: 'closed', reason: null, since: null, by: null } : stands;
}

async function changed(command: () => Promise<Standing>) {
  try {
    return { status: 200 as const, body: told(await command()) };
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return new Problem(409, 'Somebody else is changing this right now. Try again in a moment.', {
      headers: { 'retry-after': '2' },
    });
  }
}
