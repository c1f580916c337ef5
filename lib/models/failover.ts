import type { Log } from '../runtime/telemetry.ts';
import { addUsage, free, type LanguageModel, type Usage } from './llm.ts';
import { ModelFailed } from './model-failed.ts';
import { endedBecause } from './provider/deadline.ts';
import { restingVendors, type Resting } from './resting.ts';
import { vendorOf } from './selection.ts';

export interface FailoverDeps {
  /** In the order in which they are asked; at least one. */
  models: readonly [LanguageModel, ...LanguageModel[]];
  log: Log;
  /** Milliseconds, counted from anywhere. */
  now: () => number;
  /**
   * Which vendors rest. Handed in where several failovers ask the same vendors.
   * @default known to this failover only
   */
  resting?: Resting;
}

/**
 * Asks models in order until one answers; each once per question. Only ModelFailed turns to the next, and not when
 * whoever asked does not want the answer any more; errors of tools are passed on. The last model's error is thrown.
 * What failed attempts cost is added to the answer, or to the error.
 *
 * A vendor that rests is asked after those that do not, and once all of them rest the built-in model answers first: an
 * outage must not cost every customer a full time-out. When the time of whoever asked is over only it is asked.
 */
export function failover({ models, log, now, resting = restingVendors(now) }: FailoverDeps): LanguageModel {
  const asking = async <T extends { usage: Usage }>({ task, signal, ask }: Asking<T>): Promise<T> => {
    const left = [...models];
    let spent = free;
    let model = nextOf({ models, left, resting, signal }) ?? models[0];
    for (;;) {
      const started = now();
      try {
        const answer = await ask(model);
        settle(model, (vendor) => resting.answered(vendor));
        return { ...answer, usage: addUsage(spent, answer.usage) };
      } catch (error) {
        if (!(error instanceof ModelFailed)) throw error;
        const { reason, usage } = error;
        spent = addUsage(spent, usage);
        if (reason === 'cancelled') throw error.costing(spent);
        const ms = Math.round(now() - started);
        const hadTime = endedBecause(signal) === undefined || ms >= fairTryMs;
        if (hadTime) settle(model, (vendor) => resting.failed(vendor, reason));
        const next = nextOf({ models, left, resting, signal });
        log({ event: 'model.failed', task, model: model.id, reason, ms, ...usage, next: next?.id ?? null });
        if (next === undefined) throw error.costing(spent);
        model = next;
      }
    }
  };
  return {
    id: models.map(({ id }) => id).join(', '),
    decide: (question) => {
      const { task, signal } = question;
      return asking({ task, signal, ask: (model) => model.decide(question) });
    },
    converse: (request) => {
      const { signal } = request;
      return asking({ task: 'converse', signal, ask: (model) => model.converse(request) });
    },
  };
}

/** A vendor that had less than this before the time of whoever asked was over has not shown that it is down. */
const fairTryMs = 5_000;

interface Asking<T> {
  task: string;
  signal: AbortSignal | undefined;
  ask: (model: LanguageModel) => Promise<T>;
}

interface Row {
  /** All of them. */
  models: readonly LanguageModel[];
  /** Those that were not asked yet. */
  left: LanguageModel[];
  resting: Resting;
  signal: AbortSignal | undefined;
}

/** Takes the model that is asked next out of those left. What has no vendor is ours, the built-in model. */
function nextOf({ models, left, resting, signal }: Row): LanguageModel | undefined {
  const ofVendors = models.flatMap(({ id }) => vendorOf(id) ?? []);
  const allRest = ofVendors.every((vendor) => resting.rests(vendor));
  const isOver = endedBecause(signal) === 'timeout';
  const place = ({ id }: LanguageModel): number => {
    const vendor = vendorOf(id);
    if (vendor === undefined) return allRest ? 0 : 2;
    return resting.rests(vendor) ? 1 : 0;
  };
  const [next] = left
    .filter(({ id }) => !isOver || vendorOf(id) === undefined)
    .toSorted((a, b) => place(a) - place(b));
  if (next !== undefined) left.splice(left.indexOf(next), 1);
  return next;
}

function settle({ id }: LanguageModel, told: (vendor: string) => void): void {
  const vendor = vendorOf(id);
  if (vendor !== undefined) told(vendor);
}
