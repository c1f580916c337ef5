import { openTurnParts, type TurnParts } from './turn-parts.ts';
import { percentile, rounded, type BenchReport } from './report.ts';
import type { Meter } from './meter.ts';

const warmUp = 5;
const turns = 60;

const questions = [
  'How much is the oak table lamp?',
  'What does shipping within Germany cost?',
  'Is the gooseneck kettle in stock?',
  'How do I wash the wool throw blanket?',
  '¿Cuánto cuesta el envío dentro de la Unión Europea?',
  'Can you sponsor our village football club?',
];

/**
 * What one turn costs, measured on the real parts: simulated Chatwoot over HTTP, DynamoDB (dynalite, which counts
 * capacity as AWS documents it), Postgres (PGlite over its socket), the real graph, saver, ledger and built-in model.
 * Our own milliseconds are the turn's time less everything that was waited for outside of us.
 */
export async function benchTurn(): Promise<BenchReport> {
  const parts = await openTurnParts();
  const fresh: Meter[] = [];
  const grown: Meter[] = [];
  try {
    for (let index = 0; index < warmUp; index += 1) await parts.ask(parts.newCustomer(), ask(index));
    const regular = parts.newCustomer();
    for (let index = 0; index < turns; index += 1) {
      fresh.push(await parts.ask(parts.newCustomer(), ask(index)));
      grown.push(await answered(parts, regular, index));
    }
  } finally {
    await parts.close();
  }
  return {
    name: 'turn',
    about: `${turns} first turns of new conversations, and ${turns} turns of one conversation that grows; medians.`,
    rows: [row('first turn', fresh), row('growing conversation', grown)],
    notes: [
      'DynamoDB: write and read units as consumed; a turn writes the ledger twice and the checkpoint once.',
      'Chatwoot: conversation, messages and the labels of the contact read live, the conversation again just before speaking, then what is said; a hand-over adds note, priority, labels and opening.',
      'Model calls are calls for vectors: the built-in model has no other. Its rules and word lists run in our own milliseconds.',
      'Chatwoot, DynamoDB and Postgres run in this one process too, so waiting for them is longer here than it need be.',
    ],
  };
}

/** A turn that is known to be answered: one that a person has costs something else. */
async function answered(parts: TurnParts, customer: number, index: number): Promise<Meter> {
  const turned = await parts.ask(customer, ask(index % 2));
  if (turned.result !== 'answered')
    throw new Error(`Turn ${index + 1} of the growing conversation was not answered: ${turned.result}`);
  return turned;
}

function ask(index: number): string {
  return questions[index % questions.length] ?? '';
}

function row(what: string, meters: readonly Meter[]): Record<string, string | number> {
  const median = (pick: (meter: Meter) => number, digits = 0) =>
    rounded(percentile(meters.map(pick), 0.5), digits);
  return {
    turns: what,
    'Chatwoot calls': median((meter) => meter.chatwoot.calls),
    'Chatwoot KB': median((meter) => meter.chatwoot.bytes / 1024, 1),
    'DynamoDB calls': median((meter) => meter.dynamodb.calls),
    'write units': median((meter) => meter.writeUnits),
    'read units': median((meter) => meter.readUnits, 1),
    'SQL statements': median((meter) => meter.postgres.calls),
    'model calls': median((meter) => meter.models.calls),
    'model ms': median((meter) => meter.models.ms, 1),
    'outside ms': median(
      (meter) => meter.chatwoot.ms + meter.dynamodb.ms + meter.postgres.ms + meter.sqs.ms,
      1,
    ),
    'our own ms p50': median(ownMs, 1),
    'our own ms p99': rounded(percentile(meters.map(ownMs), 0.99), 1),
  };
}

function ownMs(meter: Meter): number {
  return meter.ms - meter.busyMs;
}
