import { failureOf, type Log } from '../runtime/telemetry.ts';
import { IncompleteCheckpoint } from '../store/dynamodb/checkpointer/errors.ts';
import type { ConversationKey } from '../store/dynamodb/ledger.ts';
import type { TurnGraph } from './graph.ts';
import type { TurnState, TurnUpdate } from './state.ts';

/**
 * One run of the graph in its conversation's thread, saved when it ends. A turn brings along all it needs, so a
 * checkpoint that cannot be read any more is thrown away, and the run begins without it: otherwise this conversation
 * would fail for as long as the checkpoint is kept. Throws what the nodes and the saver throw.
 */
export async function runGraph(
  { log }: { log: Log },
  graph: TurnGraph,
  { key: { accountId, conversationId }, input }: { key: ConversationKey; input: TurnUpdate },
): Promise<TurnState> {
  const thread = `${accountId}:${conversationId}`;
  const run = () => graph.invoke(input, { configurable: { thread_id: thread }, durability: 'exit' });
  try {
    return await run();
  } catch (error) {
    // It is read before the first node: nothing was thought or said yet.
    if (!(error instanceof IncompleteCheckpoint) || typeof graph.checkpointer !== 'object') throw error;
    log({ event: 'checkpoint.discarded', conversationId, failure: failureOf(error) });
    await graph.checkpointer.deleteThread(thread);
    return run();
  }
}
