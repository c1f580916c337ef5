import { describe, expect, it } from 'vitest';
import { isStillWriting } from '../../lib/turn/quiet-time.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const first = { receives: 1, isLast: false };
const noon = new Date('2026-05-01T12:00:00Z');
const said = (messageId: number, secondsAgo: number) => ({
  messageId,
  text: 'And this?',
  at: new Date(noon.getTime() - secondsAgo * 1000),
});

describe('with a quiet time', () => {
  it('whoever goes on writing is answered once, by the job of the last message', async () => {
    const world = await aTurnWorld();
    world.deps.quietMs = 15_000;
    const customer = world.customer();
    const one = world.simulator.customerWrites(customer, 'Hi');
    const two = world.simulator.customerWrites(customer, 'How much is the oak table lamp?');
    const { conversationId } = two;
    expect(await world.turn(conversationId, first, one.messageId)).toEqual({
      kind: 'still-writing',
      paid: 0,
    });
    expect(await world.turn(conversationId, first, two.messageId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(await world.turn(conversationId, first, one.messageId)).toMatchObject({ kind: 'nothing-to-do' });
  });

  it('nobody waits for a job that should be here already', async () => {
    const world = await aTurnWorld();
    world.deps.quietMs = 4000;
    const customer = world.customer();
    const one = world.simulator.customerWrites(customer, 'Hi');
    world.simulator.customerWrites(customer, 'How much is the oak table lamp?');
    world.clock.shiftMs = 5000;
    expect(await world.turn(one.conversationId, first, one.messageId)).toMatchObject({ kind: 'answered' });
  });

  it.each([
    ['the newest message', { messageId: 8 }, [said(7, 3), said(8, 1)], 4, false],
    ['a message before it', { messageId: 7 }, [said(7, 3), said(8, 1)], 4, true],
    ['a message before it, without a quiet time', { messageId: 7 }, [said(7, 3), said(8, 1)], 0, false],
    ['somebody who has written for long', { messageId: 7 }, [said(6, 21), said(7, 3), said(8, 1)], 4, false],
    ['what reconcile found', { messageId: 7, cause: 'missed' as const }, [said(7, 3), said(8, 1)], 4, false],
    ['no message in particular', { messageId: null }, [said(7, 3), said(8, 1)], 4, false],
  ])('the job of %s', (_, job, words, quietSeconds, waits) => {
    const question = { words, quietMs: quietSeconds * 1000, now: noon };
    expect(isStillWriting({ job: { cause: 'customer-message', ...job }, ...question })).toBe(waits);
  });
});
