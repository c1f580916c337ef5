import { describe, expect, it } from 'vitest';
import { aTurnWorld } from '../support/turn-harness.ts';

const wish = 'Please tell me when the brass wall lamp is back in stock';

describe('a customer who says stop', () => {
  it.each([
    [['STOP']],
    [['STOP', 'thanks']],
    [['STOP', 'ok']],
    [['Stop', 'I mean it']],
    [['Hello', 'stop sending me messages']],
    [['arrêtez']],
    [['Do not write to me again']],
    [['no me escriban más']],
  ])('%j is heard, whatever else is said', async (texts) => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const ids = texts.map((text) => world.simulator.customerWrites(customer, text).conversationId);
    const conversationId = ids[0]!;
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.queued).toMatchObject([{ kind: 'after-turn', intent: 'opt_out', optedOut: true }]);
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('and wished for something in the same breath waits for nothing', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, wish);
    world.simulator.customerWrites(customer, 'STOP');
    await world.turn(conversationId);
    expect(world.queued.map((job) => job.kind)).toEqual(['after-turn']);
  });

  it('and complains too reaches a person as well', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(
      customer,
      'My lamp arrived broken, this is a disgrace!',
    );
    world.simulator.customerWrites(customer, 'STOP');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.queued).toContainEqual(expect.objectContaining({ kind: 'after-turn', optedOut: true }));
    expect(world.said(conversationId)[0]).toMatch(/not write to you first.*person/su);
  });

  it('while a person has the conversation is heard without a word of ours', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, 'a person, please');
    await world.turn(conversationId);
    const said = world.said(conversationId).length;
    const { messageId } = world.simulator.customerWrites(customer, 'STOP');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.queued.filter((job) => job.kind === 'opt-out')).toMatchObject([
      { messageId, conversationId },
    ]);
    expect(world.said(conversationId)).toHaveLength(said);
  });

  it('about something else, or in the foot of a long letter, is answered like anybody else', async () => {
    const world = await aTurnWorld();
    for (const text of [
      'Do not stop selling the oak table lamp, how much is it?',
      'How much is the oak table lamp? My last order was fine and came quickly, thank you. -- You get this mail as a customer, unsubscribe here',
    ]) {
      const { conversationId } = world.simulator.customerWrites(world.customer(), text);
      await world.turn(conversationId);
    }
    expect(world.queued.every((job) => job.kind !== 'after-turn' || !job.optedOut)).toBe(true);
  });
});
