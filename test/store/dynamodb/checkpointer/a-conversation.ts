import {
  END,
  START,
  StateGraph,
  StateSchema,
  ReducedValue,
  type BaseCheckpointSaver,
} from '@langchain/langgraph';
import { z } from 'zod';

const message = z.object({ id: z.string(), from: z.enum(['customer', 'shop']), text: z.string() });

const state = new StateSchema({
  text: z.string(),
  messages: new ReducedValue(z.array(message).default([]), { reducer: (known, read) => [...known, ...read] }),
  intent: z.string(),
  route: z.string(),
  profile: z.record(z.string(), z.string()),
  facts: z.array(z.string()),
  documents: z.array(z.object({ title: z.string(), text: z.string() })),
  reply: z.string(),
  outcome: z.string(),
});

/** Seven nodes in a row, as a turn of a conversation has them. */
export function aConversation(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(state)
    .addNode('read', ({ text, messages }) => ({
      messages: [{ id: `c${messages.length}`, from: 'customer' as const, text }],
    }))
    .addNode('classify', ({ messages }) => ({ intent: words(8, messages.length), route: 'agent' }))
    .addNode('recall', ({ messages }) => ({
      profile: { name: 'Ana', size: 'M', notes: words(120, messages.length) },
      facts: Array.from({ length: 12 }, (_, index) => words(9, index + messages.length)),
    }))
    .addNode('retrieve', ({ messages }) => ({
      documents: Array.from({ length: 4 }, (_, index) => ({
        title: words(4, index),
        text: words(250, messages.length + index),
      })),
    }))
    .addNode('compose', ({ messages }) => ({ reply: words(60, messages.length) }))
    .addNode('speak', ({ reply, messages }) => ({
      messages: [{ id: `s${messages.length}`, from: 'shop' as const, text: reply }],
    }))
    .addNode('note', () => ({ outcome: 'answered' }))
    .addEdge(START, 'read')
    .addEdge('read', 'classify')
    .addEdge('classify', 'recall')
    .addEdge('recall', 'retrieve')
    .addEdge('retrieve', 'compose')
    .addEdge('compose', 'speak')
    .addEdge('speak', 'note')
    .addEdge('note', END)
    .compile({ checkpointer });
}

const syllables =
  'ka to re mi sun blu ver pol and ish te ring or der ship ma no la ti size col wool coat el fre'.split(' ');

/** Text that compresses to about a third, as what people write does; the same for the same seed. */
export function words(count: number, seed: number): string {
  let random = seed * 7919 + 17;
  const next = (below: number) => {
    random = (random * 48271) % 2147483647;
    return random % below;
  };
  const word = () => Array.from({ length: 1 + next(3) }, () => syllables[next(syllables.length)]).join('');
  return Array.from({ length: count }, () => (next(8) === 0 ? String(next(10_000)) : word())).join(' ');
}
