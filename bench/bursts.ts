import { aBurst, seededDice } from '../test/support/crash/dice.ts';
import { flagsOf } from './flags.ts';
import { openBurstWorld, type BurstOutcome, type Thinking } from './burst-world.ts';
import { percentile, rounded, type BenchReport } from './report.ts';

const help = `npm run bench -- bursts [--bursts 400] [--seed 7]

People write in bursts (2.07 messages on average). Takes the real turns (graph, live looks, supersede with two redos, ledger)
over the simulated Chatwoot with a model that thinks for a while, and counts replies and model calls per burst at quiet
times of 0, 2 and 4 seconds. Time is virtual: it jumps whenever a model thinks, a message is sent or nobody has anything to
do, so seconds in the table are seconds of the story and the run takes about two minutes. What else a turn does takes no time.`;

const quietTimes = [0, 2, 4];
const models: readonly { name: string; thinking: Thinking }[] = [
  { name: '2-6 s', thinking: [2, 6] },
  { name: '1-3 s', thinking: [1, 3] },
  { name: '0.5 s', thinking: [0.5, 0.5] },
];
/** For models of 2-6 s, at quiet times 0, 2 and 4. */
const targets = { replies: [1.2, 1.08, 1.03], calls: [1.9, 1.5, 1.25] };

/** How bursts are answered; undefined when only help was wanted. */
export async function benchBursts(args: readonly string[]): Promise<BenchReport | undefined> {
  const flags = flagsOf(args, { bursts: 400, seed: 7 });
  if (flags.help) {
    console.log(help);
    return undefined;
  }
  const [bursts, seed] = [flags.numberOf('bursts'), flags.numberOf('seed')];
  const rows: BenchReport['rows'] = [];
  for (const { name, thinking } of models) {
    for (const [index, quiet] of quietTimes.entries()) {
      const hasTarget = name === '2-6 s';
      const shown = hasTarget ? bursts : Math.ceil(bursts / 4);
      const outcomes = await play({ bursts: shown, seed, thinking, quiet });
      rows.push({
        model: name,
        'quiet s': quiet,
        ...figures(outcomes, thinking),
        'target replies': hasTarget ? (targets.replies[index] ?? '') : '',
        'target calls': hasTarget ? (targets.calls[index] ?? '') : '',
      });
    }
  }
  return {
    name: 'bursts',
    about: `${bursts} bursts for each row with a target, a quarter of them for the others; seed ${seed}; at most two redos.`,
    rows,
    notes: [
      'replies, calls: per burst, mean. Without any care it would be as many of both as messages.',
      'added s: from the last message to the answer, less what the model takes to think once: waiting, redos, sending.',
    ],
  };
}

async function play(story: {
  bursts: number;
  seed: number;
  thinking: Thinking;
  quiet: number;
}): Promise<(BurstOutcome & { messages: number })[]> {
  const writing = seededDice(story.seed);
  const world = await openBurstWorld(seededDice(story.seed + 1));
  const outcomes = [];
  for (let index = 0; index < story.bursts; index += 1) {
    const gaps = aBurst(writing);
    outcomes.push({ ...(await world.burst(gaps, story)), messages: gaps.length });
  }
  await world.close();
  return outcomes;
}

function figures(
  outcomes: readonly (BurstOutcome & { messages: number })[],
  [from, to]: Thinking,
): Record<string, number> {
  const mean = (pick: (outcome: BurstOutcome & { messages: number }) => number) =>
    outcomes.reduce((sum, one) => sum + pick(one), 0) / outcomes.length;
  const seconds = outcomes.map(({ secondsToAnswer }) => secondsToAnswer);
  return {
    messages: rounded(mean(({ messages }) => messages)),
    replies: rounded(
      mean(({ replies }) => replies),
      3,
    ),
    calls: rounded(
      mean(({ modelCalls }) => modelCalls),
      3,
    ),
    'answer p50 s': rounded(percentile(seconds, 0.5), 1),
    'answer p95 s': rounded(percentile(seconds, 0.95), 1),
    'added s': rounded(mean(({ secondsToAnswer }) => secondsToAnswer) - (from + to) / 2, 1),
  };
}
