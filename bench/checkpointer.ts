import { MemorySaver, type BaseCheckpointSaver } from '@langchain/langgraph';
import { aConversation, words } from '../test/store/dynamodb/checkpointer/a-conversation.ts';
import { memorySaver, npmDynamoDbSaver, ourSaver, postgresSaver, type Cost, type Metered } from './savers.ts';
import { percentile, rounded, type BenchReport } from './report.ts';

/** The tenth turn is measured: what one message costs in the long run. */
const before = 9;
const conversations = 7;

/** What a turn costs with each saver that is installed: the same graph of seven nodes, the same words. */
export async function benchCheckpointer(): Promise<BenchReport> {
  const open = [
    () => ourSaver('latest'),
    () => ourSaver('all'),
    () => memorySaver(new MemorySaver()),
    postgresSaver,
    npmDynamoDbSaver,
  ];
  const rows: BenchReport['rows'] = [];
  const notes: string[] = [];
  for (const one of open) {
    for (const durability of ['exit', 'sync'] as const) {
      const saver = await one();
      if (typeof saver === 'string') {
        if (durability === 'exit') notes.push(saver);
        continue;
      }
      try {
        rows.push({ saver: saver.name, durability, ...figures(await turns(saver, durability)) });
      } catch (error) {
        notes.push(
          `${saver.name} with ${durability} broke: ${error instanceof Error ? error.message : 'unknown'}`,
        );
      } finally {
        await saver.close();
      }
    }
  }
  return {
    name: 'checkpointer',
    about: `Turn ${before + 1} of ${conversations} conversations of seven nodes; medians.`,
    rows,
    notes: [
      'Targets: at most 6 write units and 2 calls for a chat turn (latest, exit), at most 40 write units in full history with sync.',
      'Write and read units as dynalite counts them. KB written: request bodies (DynamoDB), parameters (Postgres), what the memory grew by.',
      'The turn graph runs with latest and exit. latest with sync overwrites the whole at every step: not a way to run it.',
      'Stores run on this machine, DynamoDB in this very process: read milliseconds as ratios.',
      ...notes,
    ],
  };
}

type MeasuredTurn = Cost & { ms: number };

async function turns(
  { saver, cost }: Metered & { saver: BaseCheckpointSaver },
  durability: 'exit' | 'sync',
): Promise<MeasuredTurn[]> {
  const graph = aConversation(saver);
  const costs: MeasuredTurn[] = [];
  for (let conversation = 1; conversation <= conversations; conversation += 1) {
    const config = { configurable: { thread_id: `1:${conversation}` }, durability };
    for (let turn = 1; turn <= before; turn += 1) await graph.invoke({ text: words(25, turn) }, config);
    const known = cost();
    const started = performance.now();
    await graph.invoke({ text: words(25, before + 1) }, config);
    const ms = performance.now() - started;
    const now = cost();
    costs.push({
      ms,
      calls: now.calls - known.calls,
      bytes: now.bytes - known.bytes,
      writeUnits: now.writeUnits - known.writeUnits,
      readUnits: now.readUnits - known.readUnits,
    });
  }
  return costs;
}

function figures(costs: readonly MeasuredTurn[]): Record<string, number> {
  const median = (pick: (cost: MeasuredTurn) => number, digits = 0) =>
    rounded(percentile(costs.map(pick), 0.5), digits);
  return {
    'write units': median(({ writeUnits }) => writeUnits),
    'read units': median(({ readUnits }) => readUnits, 1),
    calls: median(({ calls }) => calls),
    'KB written': median(({ bytes }) => bytes / 1024, 1),
    ms: median(({ ms }) => ms, 1),
  };
}
