import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type FaultPoint, faultPoints } from '../../../lib/runtime/fault-point.ts';
import { type Account, drawUpAccount } from './account.ts';
import { booksOf, callerOf } from './books.ts';
import { playCustomer } from './customers.ts';
import { seededDice } from './dice.ts';
import { restockForGood, stockTheShop } from './shop.ts';
import { aDoomedSystem, type Deaths, type DoomedSystem } from './doomed-system.ts';
import { aWitnessedChatwoot, type WitnessedChatwoot } from './witnessed-chatwoot.ts';

export interface CrashRunOptions {
  readonly conversations: number;
  readonly seed: number;
  /** Told what is going on, a line each. */
  readonly log: (line: string) => void;
  /** Which lives the system has, one after the other and again from the front. @default every place, killed and halted */
  readonly lives?: readonly string[];
  /** How long a life is that no fault ends, milliseconds from the start on. @default 3000 to 8000 */
  readonly lifeMs?: readonly [number, number];
}

export interface CrashReport {
  account: Account;
  deaths: Deaths;
  mishaps: { lost: number; doubled: number; shuffled: number };
  /** What the runs of reconcile at the end found. */
  backfilled: number;
  restarted: number;
  /** What the last run still queued: must be 0. */
  stillDue: number;
  seconds: number;
}

/** Webhooks: 5 % twice, 5 % late, 1 % of the messages without any. */
const chances = { lost: 0.01, doubled: 0.05, shuffled: 0.05 };
/** What should have broken down by then does so anyway. */
const haltedAfterMs = 15_000;
/** Reconcile looks for up to a minute before it comes to its place. */
const reconciledAfterMs = 75_000;
/** A notice comes after a wish and a restock. */
const noticedAfterMs = 40_000;
/** So many customers at a time. */
const atOnce = 16;

/**
 * Customers write to the real local system, people take over, webhooks go astray, and the plug is pulled again and again.
 * In the end it is started once more, looks for what got lost, and everything is counted.
 */
export async function crashRun({
  conversations,
  seed,
  log,
  lives = everyLife,
  lifeMs = [3000, 8000],
}: CrashRunOptions): Promise<CrashReport> {
  const began = performance.now();
  const dice = seededDice(seed);
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'frontdesk-crash-'));
  const chatwoot = await aWitnessedChatwoot(dice, chances);
  const system = aDoomedSystem(chatwoot, { dataFolder, dice });
  try {
    await stockTheShop(system);
    const customers = playAll(chatwoot, { conversations, seed });
    for (let life = 0; life < lives.length || customers.left() > 0; life += 1) {
      const fault = lives[life % lives.length] ?? 'anywhere:kill:0.02';
      customers.letIn(Math.ceil(conversations / lives.length));
      await system.live(fault, patienceFor(fault) ?? dice.between(...lifeMs));
      const lost = JSON.stringify(chatwoot.failed);
      log(`life ${life + 1} (${fault}) is over, ${customers.left()} to begin; failed webhooks: ${lost}`);
    }
    await customers.finish();
    return { ...(await recover({ chatwoot, system, log })), seconds: (performance.now() - began) / 1000 };
  } finally {
    await system.kill();
    await chatwoot.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** A life that is to end at a place is given the time to get there. */
function patienceFor(fault: string): number | undefined {
  if (!fault.includes(':halt')) return undefined;
  if (fault.startsWith('after-backfill:')) return reconciledAfterMs;
  return fault.startsWith('after-outbound-') ? noticedAfterMs : haltedAfterMs;
}

/** What few pass in one life: answers that were owed, notices, and runs of reconcile. */
const rare: ReadonlySet<FaultPoint> = new Set([
  'after-owed-send',
  'after-outbound-commit',
  'after-outbound-send',
  'after-backfill',
]);
/** How likely each place breaks down, so that a life gets that far and most end there. */
const chanceOf = (point: FaultPoint) => (rare.has(point) ? 0.8 : 0.3);

/** Each place cut with the whole system and with its function only, and functions dying anywhere. */
export const everyLife: readonly string[] = [
  ...faultPoints.flatMap((point) => [`${point}:halt:${chanceOf(point)}`, `${point}:kill:${chanceOf(point)}`]),
  'anywhere:kill:0.03',
  'anywhere:throw:0.05',
];

/** Customers come in groups, one for each life, so that every kind of life has its share of them. */
function playAll(
  chatwoot: WitnessedChatwoot,
  { conversations, seed }: { conversations: number; seed: number },
) {
  let begun = 0;
  let admitted = 0;
  let isOver = false;
  const one = async (): Promise<void> => {
    while (begun < conversations) {
      if (begun >= admitted) await sleep(50);
      else await playCustomer(chatwoot, { seed: seed * 100_003 + (begun += 1), isOver: () => isOver });
    }
  };
  const done = Promise.all(Array.from({ length: atOnce }, one));
  return {
    /** They write what they have to write and wait for nothing any more. */
    finish: async () => {
      isOver = true;
      await done;
    },
    left: () => conversations - begun,
    letIn: (count: number) => (admitted = Math.min(conversations, admitted + count)),
  };
}

/** The last two once SQS has forgotten what earlier lives queued. */
const mostRuns = 6;
/**
 * A mark's job that an earlier life set aside counts as sent for five minutes (`reconcile:{group}:{dueAt}`), and the mark
 * stays due until then.
 */
const sqsForgetsMs = 5 * 60_000 + 5000;
/** What the last life left may be kept apart for so long, and a mark's job waits behind it (lib/runtime/keep-apart.ts). */
const keptApartMs = 20_000;

/** What the shop sees later: past every mark's time, and past the minute after which words count as missed. */
const laterMs = 10 * 60_000;

async function recover({
  chatwoot,
  system,
  log,
}: {
  chatwoot: WitnessedChatwoot;
  system: DoomedSystem;
  log: (line: string) => void;
}): Promise<Omit<CrashReport, 'seconds'>> {
  chatwoot.shiftClock(laterMs);
  const { url, stop, output } = await system.survive(`+PT${laterMs / 60_000}M`);
  const call = callerOf(url);
  await quiet(chatwoot);
  await restockForGood(call);
  await quiet(chatwoot);
  const found = { backfilled: 0, restarted: 0, stillDue: 0 };
  for (let run = 0; run < mostRuns; run += 1) {
    if (run > 1) await sleep(run === mostRuns - 2 ? sqsForgetsMs : keptApartMs);
    const { result } = reconciled.parse(await call('/local/run/reconcile', 'POST'));
    found.backfilled += result.backfilled ?? 0;
    found.restarted += result.restarted ?? 0;
    found.stillDue = result.queued;
    log(`reconcile: ${JSON.stringify(result)}`);
    if (result.queued === 0) break;
    await quiet(chatwoot);
  }
  if (found.stillDue > 0) for (const line of saidOfMarks(output())) log(line);
  const account = await finalAccount(() => drawUpAccount(chatwoot, booksOf(call)));
  await stop();
  return { account, deaths: system.deaths, mishaps: chatwoot.mishaps, ...found };
}

/** What the log of the last life says of jobs that came back from a mark, and of what went wrong. */
function saidOfMarks(output: string): string[] {
  return output.split('\n').filter((line) => /cause=owed|failed|retried|given-up/.test(line));
}

/** Records follow the words, and a machine that does much else is slow: what is only late is waited for. */
const patienceMs = 45_000;

async function finalAccount(draw: () => Promise<Account>): Promise<Account> {
  const began = performance.now();
  for (;;) {
    const account = await draw();
    const isComplete = account.unanswered === 0 && account.unrecorded === 0;
    if (isComplete || performance.now() - began > patienceMs) return account;
    await sleep(1000);
  }
}

/** Until Frontdesk has asked Chatwoot for nothing for a while. */
async function quiet({ lastAsked, simulator }: WitnessedChatwoot): Promise<void> {
  await simulator.idle();
  while (performance.now() - lastAsked() < 3000) await sleep(250);
}

const reconciled = z.object({
  result: z.object({
    queued: z.number(),
    backfilled: z.number().optional(),
    restarted: z.number().optional(),
  }),
});
