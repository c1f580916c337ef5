import type { ModelFailure } from './model-failed.ts';

/** Which vendors are left in peace for a while because they failed again and again. */
export interface Resting {
  /** Whether to ask others first. */
  rests(vendor: string): boolean;
  failed(vendor: string, reason: ModelFailure): void;
  answered(vendor: string): void;
}

/** So many failures in a row, and the vendor is down rather than unlucky. */
const failuresInARow = 2;
const restMs = 30_000;

/**
 * Keeps count. After a rest one more failure is enough for the next: whoever was down is tried by one question, not by
 * two. `now` counts milliseconds.
 */
export function restingVendors(now: () => number): Resting {
  const known = new Map<string, { failures: number; until: number }>();
  return {
    rests: (vendor) => now() < (known.get(vendor)?.until ?? -Infinity),
    failed(vendor, reason) {
      if (!isDown[reason]) {
        known.delete(vendor);
        return;
      }
      const failures = (known.get(vendor)?.failures ?? 0) + 1;
      known.set(vendor, { failures, until: failures >= failuresInARow ? now() + restMs : -Infinity });
    },
    answered: (vendor) => void known.delete(vendor),
  };
}

/** Whether a failure says something about the vendor; the others are an answer, if a useless one. */
const isDown: Readonly<Record<ModelFailure, boolean>> = {
  timeout: true,
  unreachable: true,
  'rate-limited': true,
  overloaded: true,
  'server-error': true,
  'not-allowed': true,
  'bad-request': false,
  truncated: false,
  malformed: false,
  refused: false,
  'too-many-rounds': false,
  cancelled: false,
};
