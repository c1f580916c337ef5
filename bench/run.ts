import { mkdirSync, writeFileSync } from 'node:fs';
import { WrongFlag } from './flags.ts';
import { printReport, type BenchReport } from './report.ts';

/** Loaded when asked for: one needs not what the others need. */
const benches: Record<string, (args: readonly string[]) => Promise<readonly BenchReport[]>> = {
  accept: async () => [await (await import('./accept.ts')).benchAccept()],
  api: async () => [await (await import('./api.ts')).benchApi()],
  bursts: async (args) => known(await (await import('./bursts.ts')).benchBursts(args)),
  checkpointer: async () => [await (await import('./checkpointer.ts')).benchCheckpointer()],
  crash: async (args) => known(await (await import('./crash.ts')).benchCrash(args)),
  turn: async () => [
    await (await import('./turn.ts')).benchTurn(),
    await (await import('./turn-with-models.ts')).benchTurnWithModels(),
  ],
};

/** Those that tell by themselves what they take. */
const takingOptions: readonly string[] = ['bursts', 'crash'];

const help = `npm run bench -- ${Object.keys(benches).join(' | ')}

accept   what a webhook costs before it is answered
api      queue and overview at 1,000 and 100,000 conversations: requests per second, p50, p99, statements and rows read.
         About two minutes on the embedded Postgres; with DATABASE_URL on that one, which must have no rows
bursts   replies and model calls for words in bursts, at quiet times of 0, 2 and 4 s; --help says more
checkpointer  write units, calls, bytes and time of a turn with our saver and with others
crash    1,000 conversations while the plug is pulled again and again; about ten minutes, --help says more
turn     what a turn costs: calls, bytes, capacity, time

Prints a table and writes it as JSON to out/bench-<name>.json. Times depend on this machine: read the ratios and counts.`;

const [name = '--help', ...more] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined || (more.length > 0 && !takingOptions.includes(name))) {
  console.log(help);
  process.exitCode = [name, ...more].includes('--help') ? 0 : 2;
} else {
  const reports = await bench(more).catch(told);
  for (const report of reports) printReport(report);
  if (reports.length > 0) {
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/bench-${name}.json`, `${JSON.stringify(reports, null, 2)}\n`);
  }
}

/** What was mistyped is told in a line; what breaks shows where. */
function told(error: unknown): readonly BenchReport[] {
  if (!(error instanceof WrongFlag)) throw error;
  console.error(`${error.message} npm run bench -- ${name} --help says more.`);
  process.exitCode = 2;
  return [];
}

/** Nothing is reported when only help was wanted. */
function known(report: BenchReport | undefined): readonly BenchReport[] {
  return report === undefined ? [] : [report];
}
