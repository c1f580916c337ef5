import { beforeAll, describe, expect, it } from 'vitest';
import { testBench, type TestBench } from '../../lib/turn/test-bench.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

let world: TurnWorld;
let bench: TestBench;
beforeAll(async () => {
  world = await aTurnWorld();
  bench = testBench(world.deps);
  // Loads the weights, which takes longer than any question.
  await bench.answer(asked('Do you have lamps?'));
}, 60_000);

const asked = (text: string) => ({ text, labels: [], history: [] });

describe('the test bench', () => {
  it('says what a customer would be told, word for word as a turn does', async () => {
    const text = 'How much is the oak table lamp?';
    const tried = await bench.answer(asked(text));
    expect(tried).toMatchObject({
      escalationReason: null,
      model: 'built-in',
      tools: expect.arrayContaining(['search_products']),
    });
    expect(new Set(tried.receipts.map(({ recordId }) => recordId))).toEqual(new Set(['product:LAMP-OAK']));
    const { conversationId } = world.simulator.customerWrites(world.customer(), text);
    await world.turn(conversationId);
    expect(world.said(conversationId)).toEqual([tried.text]);
  });

  it.each([
    ['asks for a person', 'I want to talk to a person', 'asked-for-a-person'],
    ['asks what nobody knows', 'Can you sponsor our village football club?', 'does-not-know'],
  ])('says why a customer who %s is handed over', async (_, text, escalationReason) => {
    const tried = await bench.answer(asked(text));
    expect(tried).toMatchObject({ escalationReason, receipts: [] });
    expect(tried.text).not.toBe('');
  });

  it('answers in the light of what was said before', async () => {
    const history = [{ from: 'customer' as const, text: 'Do you have the oak table lamp?' }];
    expect((await bench.answer({ text: 'How much is it?', labels: [], history })).text).toContain('€89.00');
  });

  it('classifies and retrieves', async () => {
    expect(await bench.classify(asked('The lamp arrived broken, this is outrageous!'))).toMatchObject({
      intent: 'complaint',
      priority: 'high',
      needsHuman: true,
    });
    const [best] = await bench.retrieve(asked('oak table lamp'));
    expect(best).toMatchObject({ kind: 'product', id: 'product:LAMP-OAK', score: expect.any(Number) });
  });

  it('sends nothing, queues nothing, notes nothing and says nothing to Chatwoot, not even for a wish', async () => {
    const kept = async () => ({
      queued: world.queued.length,
      sent: world.logged.filter(({ event }) => event === 'message.sent').length,
      due: (await world.ledger.due(new Date(Date.now() + 1e9), 100)).length,
      ledger: await world.ledger.read({ accountId: 0, conversationId: 0 }),
      messages: world.simulator.messages(1).length,
    });
    const before = await kept();
    const tried = await bench.answer(asked('Please tell me when the brass wall lamp is back in stock'));
    expect(tried.tools).toContain('check_stock');
    expect(tried.text).toContain('Brass Wall Lamp');
    expect(await kept()).toEqual(before);
  });
});
