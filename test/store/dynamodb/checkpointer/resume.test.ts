import {
  Command,
  END,
  interrupt,
  ReducedValue,
  Send,
  START,
  StateGraph,
  StateSchema,
} from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable } from '../../../support/dynamodb.ts';

const state = new StateSchema({
  done: new ReducedValue(z.array(z.string()).default([]), {
    reducer: (known, added) => [...known, ...added],
  }),
});

const cases = (['all', 'latest'] as const).flatMap((history) =>
  (['exit', 'sync', 'async'] as const).map((durability) => ({ history, durability })),
);

describe.each(cases)("a turn that stops midway (history '$history', durability '$durability')", (how) => {
  const config = { configurable: { thread_id: '1:42' }, durability: how.durability };

  /** A saver per run, as each Lambda environment has its own. */
  async function savers() {
    const { dynamodb, tableName } = await aTable();
    return () => new DynamoDbSaver({ client: dynamodb, tableName, history: how.history });
  }

  it('goes on after a failure without repeating what was done, beside it or before it', async () => {
    const newSaver = await savers();
    const ran: string[] = [];
    let broken = true;
    const graph = () =>
      new StateGraph(state)
        .addNode('first', () => (ran.push('first'), { done: ['first'] }))
        .addNode('left', () => (ran.push('left'), { done: ['left'] }))
        .addNode('right', async () => {
          ran.push('right');
          await new Promise((resolve) => setTimeout(resolve, 50));
          if (broken) throw new Error('the model is down');
          return { done: ['right'] };
        })
        .addNode('last', () => (ran.push('last'), { done: ['last'] }))
        .addEdge(START, 'first')
        .addEdge('first', 'left')
        .addEdge('first', 'right')
        .addEdge(['left', 'right'], 'last')
        .addEdge('last', END)
        .compile({ checkpointer: newSaver() });

    await expect(graph().invoke({ done: ['input'] }, config)).rejects.toThrow('the model is down');
    broken = false;
    const { done } = await graph().invoke(null, config);
    expect(done).toEqual(['input', 'first', 'left', 'right', 'last']);
    expect(ran).toEqual(['first', 'left', 'right', 'right', 'last']);

    // And the next turn starts from there.
    const next = await graph().invoke({ done: ['again'] }, config);
    expect(next.done.slice(0, 6)).toEqual([...done, 'again']);
  });

  it('waits at an interrupt, twice, and goes on with the answers', async () => {
    const newSaver = await savers();
    const graph = () =>
      new StateGraph(state)
        .addNode('ask', () => ({ done: [`price ${interrupt('price?')}`, `colour ${interrupt('colour?')}`] }))
        .addNode('tell', () => ({ done: ['told'] }))
        .addEdge(START, 'ask')
        .addEdge('ask', 'tell')
        .addEdge('tell', END)
        .compile({ checkpointer: newSaver() });

    const asked = await graph().invoke({ done: ['input'] }, config);
    expect(asked).toMatchObject({ __interrupt__: [{ value: 'price?' }] });
    const askedAgain = await graph().invoke(new Command({ resume: '30' }), config);
    expect(askedAgain).toMatchObject({ __interrupt__: [{ value: 'colour?' }] });
    const { done } = await graph().invoke(new Command({ resume: 'blue' }), config);
    expect(done).toEqual(['input', 'price 30', 'colour blue', 'told']);
  });

  it('keeps the packets sent to nodes, with what they carry', async () => {
    const newSaver = await savers();
    let broken = true;
    const graph = () =>
      new StateGraph(state)
        .addNode('plan', () => ({ done: ['planned'] }))
        .addNode('pack', (packet: unknown) => {
          const { size, when, lines } = packet as { size: number; when: Date; lines: Map<string, number> };
          if (broken && size === 2) throw new Error('no box left');
          return { done: [`${size} ${when.toISOString()} ${lines.get('shoes')}`] };
        })
        .addEdge(START, 'plan')
        .addConditionalEdges('plan', () =>
          [1, 2].map(
            (size) => new Send('pack', { size, when: new Date(0), lines: new Map([['shoes', size]]) }),
          ),
        )
        .addEdge('pack', END)
        .compile({ checkpointer: newSaver() });

    await expect(graph().invoke({ done: [] }, config)).rejects.toThrow('no box left');
    broken = false;
    const { done } = await graph().invoke(null, config);
    expect(done).toEqual(['planned', '1 1970-01-01T00:00:00.000Z 1', '2 1970-01-01T00:00:00.000Z 2']);
  });

  it('goes on inside a subgraph', async () => {
    const newSaver = await savers();
    const graph = () => {
      const inner = new StateGraph(state)
        .addNode('before', () => ({ done: ['before'] }))
        .addNode('ask', () => ({ done: [`size ${interrupt('size?')}`] }))
        .addEdge(START, 'before')
        .addEdge('before', 'ask')
        .addEdge('ask', END)
        .compile();
      return new StateGraph(state)
        .addNode('inner', async () => ({ done: (await inner.invoke({ done: [] })).done }))
        .addEdge(START, 'inner')
        .addEdge('inner', END)
        .compile({ checkpointer: newSaver() });
    };
    await graph().invoke({ done: ['input'] }, config);
    const { done } = await graph().invoke(new Command({ resume: 'M' }), config);
    expect(done).toEqual(['input', 'before', 'size M']);
  });
});
