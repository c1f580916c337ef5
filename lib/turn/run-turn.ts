import type { Attempt, TurnJob } from '../queue/jobs.ts';
import type { Log } from '../runtime/telemetry.ts';
import { takeTurn, type TakeTurnDeps } from './take-turn.ts';

export interface RunTurnDeps extends TakeTurnDeps {
  log: Log;
}

/** Takes a turn and says in one line what came of it. */
export async function runTurn(deps: RunTurnDeps, job: TurnJob, attempt: Attempt): Promise<void> {
  const started = performance.now();
  const waitMs = Math.max(0, deps.realTime().getTime() - Date.parse(job.acceptedAt));
  const result = await takeTurn(deps, job, attempt);
  const saidAfterMs = 'saidAfterMs' in result ? result.saidAfterMs : null;
  deps.log({
    event: 'turn.done',
    conversationId: job.conversationId,
    cause: job.cause,
    deliveryId: job.deliveryId,
    result: result.kind,
    because: 'because' in result ? result.because : null,
    turnId: 'turnId' in result ? result.turnId : null,
    redos: 'redos' in result ? result.redos : 0,
    paid: 'paid' in result ? result.paid : 0,
    attempt: attempt.receives,
    ms: Math.round(performance.now() - started),
    waitMs,
    // What was owed has waited for longer than anybody can tell from its job.
    answerMs: saidAfterMs === null || job.cause === 'owed' ? null : waitMs + saidAfterMs,
  });
}
