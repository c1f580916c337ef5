import { mkdirSync, writeFileSync } from 'node:fs';
import { benchApi } from './api.ts';
import { benchAccept } from './accept.ts';
import type { BenchReport } from './report.ts';
import { printReport } from './report.ts';
import { benchTurn } from './turn.ts';
import { benchTurnWithModels } from './turn-with-models.ts';

const benches: Record<string, () => Promise<readonly BenchReport[]>> = {
  accept: async () => [await benchAccept()],
  api: async () => [await benchApi()],
  turn: async () => [await benchTurn(), await benchTurnWithModels()],
};

const help = `npm run bench -- ${Object.keys(benches).join(' | ')}

Prints a table and writes it as JSON to out/bench-<name>.json. Times depend on this machine: read the ratios and counts.`;

const [name = '--help'] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  console.log(help);
  process.exitCode = name === '--help' ? 0 : 2;
} else {
  const reports = await bench();
  for (const report of reports) printReport(report);
  mkdirSync('out', { recursive: true });
  writeFileSync(`out/bench-${name}.json`, `${JSON.stringify(reports, null, 2)}\n`);
}
