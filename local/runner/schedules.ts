import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScheduleDeclaration } from './declared-events.ts';
import { type FunctionPool, poolOf } from './function-pool.ts';
import { account, region } from './physical.ts';

export interface SchedulesDeps {
  schedules: readonly ScheduleDeclaration[];
  pools: ReadonlyMap<string, FunctionPool>;
  now: () => Date;
  failed: (functionName: string, what: string) => void;
}

/** What one run of a schedule came to. */
export type ScheduleRun =
  { kind: 'ran'; ranAt: Date; payload: string } | { kind: 'failed'; ranAt: Date; reason: string };

/** Everything that runs by the clock. Two runs of one schedule never overlap, whoever asked for them. */
export class Schedules {
  readonly #deps: SchedulesDeps;
  readonly #byName: ReadonlyMap<string, ScheduleDeclaration>;
  /** The last run of each schedule that was asked for; the next one waits for it. */
  readonly #latest = new Map<string, Promise<ScheduleRun>>();
  readonly #lastRun = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stop = new AbortController();

  constructor(deps: SchedulesDeps) {
    this.#deps = deps;
    this.#byName = new Map(deps.schedules.map((schedule) => [schedule.name, schedule]));
  }

  /** What can be run. */
  get names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Names of schedules whose expression is not a rate: they run here only on request. */
  get onlyOnRequest(): string[] {
    return [...this.#byName].filter(([, { everyMs }]) => everyMs === undefined).map(([name]) => name);
  }

  /** Starts the clocks. As in AWS, the first run comes one interval after that. */
  start(): void {
    for (const schedule of this.#byName.values()) {
      const { everyMs, maximumAttempts } = schedule;
      if (everyMs === undefined) continue;
      this.#timers.push(setInterval(() => void this.#afterOthers(schedule, maximumAttempts), everyMs));
    }
  }

  /** Starts no more runs. What is under way goes on. */
  stop(): void {
    this.#stop.abort();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Runs the schedule once, now, after any run of it that is under way. Undefined for an unknown name. */
  async runNow(name: string): Promise<ScheduleRun | undefined> {
    const schedule = this.#byName.get(name);
    return schedule && this.#afterOthers(schedule, 1);
  }

  #afterOthers(schedule: ScheduleDeclaration, attempts: number): Promise<ScheduleRun> {
    const run = (this.#latest.get(schedule.name) ?? Promise.resolve()).then(() =>
      this.#run(schedule, attempts),
    );
    this.#latest.set(schedule.name, run);
    return run;
  }

  async #run(schedule: ScheduleDeclaration, attempts: number): Promise<ScheduleRun> {
    const { name } = schedule;
    const ranAt = this.#scheduledTime(name);
    const executionId = randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      const event = contextualInput(schedule, { ranAt, executionId, attempt });
      const result = await poolOf(this.#deps.pools, schedule.target).invoke(event);
      if (result.kind === 'answered') return { kind: 'ran', ranAt, payload: result.payload };
      const reason =
        result.kind === 'throttled'
          ? 'its reserved concurrency is used up'
          : `${result.errorType}: ${result.message}`;
      this.#deps.failed(name, reason);
      if (attempt >= attempts || this.#stop.signal.aborted) return { kind: 'failed', ranAt, reason };
      // Lambda repeats an asynchronous invocation after one minute, then after two.
      await delay(attempt * 60_000, undefined, { signal: this.#stop.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  /** Whole seconds, as EventBridge has it, and never the same twice: functions take the time for the run's identity. */
  #scheduledTime(name: string): Date {
    const second = Math.floor(this.#deps.now().getTime() / 1_000);
    const time = Math.max(second, (this.#lastRun.get(name) ?? 0) + 1);
    this.#lastRun.set(name, time);
    return new Date(time * 1_000);
  }
}

/** Fills the context attributes of https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function contextualInput(
  { logicalId, input }: ScheduleDeclaration,
  { ranAt, executionId, attempt }: { ranAt: Date; executionId: string; attempt: number },
): unknown {
  const attributes = new Map([
    ['schedule-arn', `arn:aws:scheduler:${region}:${account}:schedule/default/${logicalId}`],
    ['scheduled-time', ranAt.toISOString().replace('.000Z', 'Z')],
    ['execution-id', executionId],
    ['attempt-number', String(attempt)],
  ]);
  const filled = input.replace(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (all, name: string) => attributes.get(name) ?? all,
  );
  return JSON.parse(filled);
}
