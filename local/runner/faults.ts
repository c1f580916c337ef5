import { type FaultPoint, faultPoints, type PassFaultPoint } from '../../lib/runtime/fault-point.ts';

/**
 * - `throw`: the function fails there.
 * - `kill`: its process ends as with SIGKILL; the runner starts another.
 * - `halt`: everything ends so, the runner and all it embeds, as when somebody pulls the plug.
 */
const actions = ['throw', 'kill', 'halt'] as const;
type Action = (typeof actions)[number];

interface Fault {
  readonly point: FaultPoint | 'anywhere';
  readonly action: Action;
  /** From 0 to 1. */
  readonly chance: number;
}

interface Faults {
  readonly faults: readonly Fault[];
  readonly seed: number;
}

/** One sentence about how `FRONTDESK_FAULT` is written. */
export const faultsAreWritten =
  'must be place:throw, place:kill or place:halt, with a probability such as :0.02 if not always, several with commas, ' +
  `and seed:7 if wanted; the places are ${faultPoints.join(', ')} and anywhere`;

/** Reads e.g. `after-commit:kill:0.02,after-mark:throw,seed:7`. Answers undefined for what makes no sense. */
export function readFaults(setting: string): Faults | undefined {
  const parts = setting.split(',').map((part) => part.trim());
  const seeds = parts.filter((part) => part.startsWith('seed:'));
  const seed = seeds.length === 0 ? 1 : Number(/^seed:(\d{1,9})$/.exec(seeds.join(','))?.[1]);
  const faults = parts.filter((part) => !part.startsWith('seed:')).map(readFault);
  const known = faults.filter((fault) => fault !== undefined);
  return Number.isNaN(seed) || known.length < faults.length || known.length === 0
    ? undefined
    : { faults: known, seed };
}

function readFault(text: string): Fault | undefined {
  const [place, wanted, chance = '1', ...more] = text.split(':');
  const point = place === 'anywhere' ? place : faultPoints.find((name) => name === place);
  const action = actions.find((name) => name === wanted);
  const isChance = /^(0(\.\d+)?|1(\.0+)?)$/.test(chance);
  if (point === undefined || action === undefined || !isChance || more.length > 0) return undefined;
  return { point, action, chance: Number(chance) };
}

/** What breaks down and how: two processes throw different dice, the same ones in the next run of the same seed. */
export function faultsFrom(
  setting: string,
  { instance, end }: { instance: number; end: (action: 'kill' | 'halt') => void },
): PassFaultPoint {
  const { faults, seed } = readFaults(setting) ?? { faults: [], seed: 0 };
  const dice = seededDice(seed * 7919 + instance);
  return async (name) => {
    for (const { point, action, chance } of faults) {
      if ((point !== name && point !== 'anywhere') || dice() >= chance) continue;
      if (action === 'throw') throw new Error(`Fault point ${name}`);
      end(action);
      // A signal takes its time to arrive; not one more step is taken meanwhile.
      await new Promise(() => undefined);
    }
  };
}

/** Mulberry32: the same numbers for the same seed. */
function seededDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
