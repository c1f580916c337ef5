import type { Log } from '../runtime/telemetry.ts';
import type { LanguageModel } from './llm.ts';
import { ModelFailed } from './model-failed.ts';
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
 * A vendor that rests is asked after those that do not, so that its outage does not cost every customer a full time-out.
 * What failed attempts cost is not known, and is not made up.
 */
export function failover({ models, log, now, resting = restingVendors(now) }: FailoverDeps): LanguageModel {
  const asking = async <T>(task: string, ask: (model: LanguageModel) => Promise<T>): Promise<T> => {
    const [first, ...others] = inOrder(models, resting);
    let model = first;
    for (;;) {
      const next = others.shift();
      const started = now();
      try {
        const answer = await ask(model);
        settle(model, (vendor) => resting.answered(vendor));
        return answer;
      } catch (error) {
        if (!(error instanceof ModelFailed) || error.reason === 'cancelled') throw error;
        const { reason } = error;
        settle(model, (vendor) => resting.failed(vendor, reason));
        const ms = Math.round(now() - started);
        log({ event: 'model.failed', task, model: model.id, reason, ms, next: next?.id ?? null });
        if (next === undefined) throw error;
        model = next;
      }
    }
  };
  return {
    id: models.map(({ id }) => id).join(', '),
    decide: (question) => asking(question.task, (model) => model.decide(question)),
    converse: (request) => asking('converse', (model) => model.converse(request)),
  };
}

type Several = readonly [LanguageModel, ...LanguageModel[]];

/** Vendors that rest come after those that do not; what is ours, the built-in model, stays last. */
function inOrder(models: Several, resting: Resting): [LanguageModel, ...LanguageModel[]] {
  const place = ({ id }: LanguageModel): number => {
    const vendor = vendorOf(id);
    if (vendor === undefined) return 2;
    return resting.rests(vendor) ? 1 : 0;
  };
  const [first, ...others] = models;
  const sorted: [LanguageModel, ...LanguageModel[]] = [first, ...others];
  return sorted.sort((a, b) => place(a) - place(b));
}

function settle({ id }: LanguageModel, told: (vendor: string) => void): void {
  const vendor = vendorOf(id);
  if (vendor !== undefined) told(vendor);
}
