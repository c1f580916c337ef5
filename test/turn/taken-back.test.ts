import { describe, expect, it } from 'vitest';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const question = 'How much is the oak table lamp?';

describe('words that are deleted', () => {
  it('while their answer is written are not answered', async () => {
    const world = await aTurnWorld();
    const { conversationId, messageId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.thinking = async () => world.simulator.deleteMessage(messageId);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do' });
    expect(world.said(conversationId)).toEqual([]);
  });

  it('leave one answer to those that stand beside them', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { messageId } = world.simulator.customerWrites(customer, 'How much is the brass wall lamp?');
    const { conversationId } = world.simulator.customerWrites(customer, question);
    // Only where the newest message is another one now is what lies behind it read again.
    world.hooks.thinking = async () => {
      world.simulator.deleteMessage(messageId);
      world.simulator.privateNote(conversationId, 'They changed their mind.');
      world.hooks.thinking = async () => {};
    };
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 1 });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.said(conversationId)[0]).not.toContain('129');
  });
});

describe('an answer that somebody of the team deleted', () => {
  const dieAt = (world: TurnWorld, point: string) => {
    world.hooks.faultPoint = async (name) => {
      if (name === point) throw new Error('the process died here');
    };
  };

  it('before we knew that it was sent is not said again, and what comes next is answered', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    dieAt(world, 'after-send-before-mark');
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.hooks.faultPoint = async () => {};
    const sent = world.simulator.messages(conversationId).find((one) => one['message_type'] === 1);
    world.simulator.deleteMessage(Number(sent?.['id']));

    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do', paid: 1 });
    expect(world.said(conversationId)).toEqual(['This message was deleted']);
    world.simulator.customerWrites(customer, 'And is it made of oak?');
    expect(await world.turn(conversationId)).not.toMatchObject({ kind: 'nothing-to-do' });
    expect(world.said(conversationId)).toHaveLength(2);
  });
});
