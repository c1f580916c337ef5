import { expect, it } from 'vitest';
import { factsStatedIn } from '../../lib/turn/lead-facts.ts';

it('notes the last twenty of what a customer states, however long the list they send', () => {
  const list = Array.from({ length: 6000 }, (_, index) => `someone.${index}@example.com`).join(' ');
  const at = new Date('2026-05-01T12:00:00Z');
  const facts = factsStatedIn([
    { messageId: 1, text: list, at },
    { messageId: 2, text: 'Write to ana@example.com or +49 30 901820.', at },
  ]);
  expect(facts).toHaveLength(20);
  expect(facts.slice(-3)).toEqual([
    { field: 'email', value: 'someone.5999@example.com', messageId: 1 },
    { field: 'email', value: 'ana@example.com', messageId: 2 },
    { field: 'phone', value: '+4930901820', messageId: 2 },
  ]);
});
