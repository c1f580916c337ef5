import { type HttpAnswer, problem } from './runner/http-answer.ts';
import type { Runner } from './runner/runner.ts';

/** Who a bearer token belongs to. */
export type RoleOf = (authorization: string | undefined) => 'admin' | 'operator' | 'viewer' | undefined;

export interface LocalRunDeps {
  runner: Pick<Runner, 'schedules' | 'idle'>;
  roleOf: RoleOf;
  /** @default 4 minutes, below the 5 after which common clients give up */
  patienceMs?: number;
}

/** `POST /local/run/{name}`: runs a schedule now and answers when every job it queued was handled. */
export async function localRun(
  { runner, roleOf, patienceMs = 240_000 }: LocalRunDeps,
  { method, name, authorization }: { method: string; name: string; authorization: string | undefined },
): Promise<HttpAnswer> {
  const role = roleOf(authorization);
  if (role === undefined)
    return problem(401, 'Unauthorized', "Send the administrator's token as a bearer token.");
  if (role !== 'admin') return problem(403, 'Forbidden', 'Only an administrator runs schedules by hand.');
  const { names } = runner.schedules;
  if (!names.includes(name)) return problem(404, 'No such schedule', `There are: ${names.join(', ')}.`);
  if (method !== 'POST') return problem(405, 'Method not allowed', 'Send a POST request.');
  const run = await runner.schedules.runNow(name);
  if (run?.kind !== 'ran') return problem(500, 'The run failed', run?.reason ?? 'It is not known any more');
  const left = await runner.idle(patienceMs);
  if (left > 0)
    return problem(
      504,
      'Jobs are left',
      `It ran, but ${left} jobs were not handled within ${patienceMs / 1_000} s.`,
    );
  const result: unknown = JSON.parse(run.payload);
  const body = JSON.stringify({ name, ranAt: run.ranAt.toISOString(), result });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
