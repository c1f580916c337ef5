import { faultPoints } from '../lib/runtime/fault-point.ts';
import { crashRun, everyLife } from '../test/support/crash/crash-run.ts';
import { flagsOf } from './flags.ts';
import type { BenchReport } from './report.ts';

const help = `npm run bench -- crash [--conversations 1000] [--seed 7]

Starts the real local system on a data folder, lets customers write to it in bursts (ten times as fast as people do) with
webhooks twice (5 %), late (5 %) and lost (1 %), lets people take over, and kills it by SIGKILL at each fault point and at
random, the whole system and single functions, ${everyLife.length} kinds of lives one after the other. Starts it once more, runs reconcile,
and counts from Chatwoot's own record. About twenty minutes for 1,000 conversations on two cores. Ends with 1 if anybody was
forgotten, answered twice or talked over, or if a place was never reached.`;

/** How a crash run came out; undefined when only help was wanted. */
export async function benchCrash(args: readonly string[]): Promise<BenchReport | undefined> {
  const flags = flagsOf(args, { conversations: 1000, seed: 7 });
  if (flags.help) {
    console.log(help);
    return undefined;
  }
  const [conversations, seed] = [flags.numberOf('conversations'), flags.numberOf('seed')];
  const { account, deaths, mishaps, backfilled, restarted, stillDue, seconds } = await crashRun({
    conversations,
    seed,
    log: (line) => console.log(line),
  });
  const { wrong, ...counts } = account;
  const { places, functions, systemsAtRandom, systemsAtPoint } = deaths;
  const unreached = faultPoints.filter((point) => places[point] === undefined);
  if (wrong.length > 0 || stillDue > 0 || unreached.length > 0) process.exitCode = 1;
  return {
    name: 'crash',
    about: `${conversations} conversations, seed ${seed}, ${Math.round(seconds)} s.`,
    rows: Object.entries({
      ...counts,
      ...{ systemsAtRandom, functions, systemsAtPoint },
      ...Object.fromEntries(Object.entries(places).map(([place, times]) => [`  of them ${place}`, times])),
      ...{ ...mishaps, backfilled, restarted, stillDue },
    }).map(([what, count]) => ({ what, count })),
    notes: [
      'unanswered, answeredTwice, sentTwice, spokeOverPerson, unrecorded, noticesAstray and stillDue must be 0.',
      ...(unreached.length === 0 ? [] : [`Nothing died ${unreached.join(', nor ')}: try another seed.`]),
      'openedByChatwoot: conversations it gave to the team because their webhook came to nothing; part of what people had.',
      'withinLastLook: a person wrote between our last look and our words; longestLastLookMs is that window at its longest.',
      'systemsAtPoint and systemsAtRandom: kills of everything; functions: kills of one process. lost, doubled, shuffled: messages.',
      ...wrong,
    ],
  };
}
