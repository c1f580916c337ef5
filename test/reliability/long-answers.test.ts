import { describe, expect, it } from 'vitest';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const question = 'How do I look after an oak lamp?';
const sentence =
  'Wipe the wood with a soft dry cloth and keep it away from open windows and from the radiator. ';
const longAnswer = ['First', 'Second', 'Third'].map((word) => `${word}: ${sentence.repeat(9)}`).join('\n\n');
const posting = { method: 'POST', path: /messages$/ } as const;

/** Instagram takes a thousand characters: this answer goes out in three parts. */
async function anAsker() {
  const models = {
    router: scriptedModel({ decide: () => aVerdict() }),
    conversation: scriptedModel({ converse: () => anAnswer(longAnswer) }),
  };
  const world = await aTurnWorld({ models });
  const customer = world.customer('Channel::Instagram');
  return { world, customer, ...world.simulator.customerWrites(customer, question) };
}

/** The process dies once so many parts have gone out. */
function dieAfter(world: TurnWorld, parts: number): void {
  const { send } = world.deps.chatwoot;
  let left = parts;
  world.deps.chatwoot.send = async (id, message) => {
    if (left === 0) {
      world.deps.chatwoot.send = send;
      throw new Error('the process died here');
    }
    left -= 1;
    return send(id, message);
  };
}

/** A person of the team writes as soon as so many parts are there. */
function interruptAfter(world: TurnWorld, conversationId: number, parts: number): void {
  const { send } = world.deps.chatwoot;
  world.deps.chatwoot.send = async (id, message) => {
    const sent = await send(id, message);
    if (world.said(conversationId).length === parts) world.simulator.personWrites(id, 'Let me tell you.');
    return sent;
  };
}

const firstWords = (said: string[]) => said.map((part) => part.split(':')[0]);

describe('an answer longer than a message of the channel', () => {
  it('goes out in parts, in order, none longer than the channel takes', async () => {
    const { world, conversationId } = await anAsker();
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    const said = world.said(conversationId);
    expect(firstWords(said)).toEqual(['First', 'Second', 'Third']);
    expect(Math.max(...said.map(({ length }) => length))).toBeLessThanOrEqual(1000);
  });

  it.each([1, 2])(
    'is finished when the process dies after %i of three parts, and no part comes twice',
    async (parts) => {
      const { world, conversationId } = await anAsker();
      dieAfter(world, parts);
      await expect(world.turn(conversationId)).rejects.toThrow('died');
      expect(world.said(conversationId)).toHaveLength(parts);
      expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do', paid: 1 });
      expect(firstWords(world.said(conversationId))).toEqual(['First', 'Second', 'Third']);
      const records = world.queued.filter(({ kind }) => kind === 'after-turn');
      expect(records).toMatchObject([{ outcome: 'answered' }]);
    },
  );

  it.each([
    { drop: true },
    { drop: true, after: true },
    { status: 502 },
    { status: 502, after: true },
  ] as const)('is finished when Chatwoot loses the second part: %o', async (kind) => {
    const { world, conversationId } = await anAsker();
    const { send } = world.deps.chatwoot;
    let sent = 0;
    world.deps.chatwoot.send = (id, message) => {
      sent += 1;
      if (sent === 2) world.simulator.faults.rest({ ...posting, times: 1, kind });
      return send(id, message);
    };
    await expect(world.turn(conversationId)).rejects.toMatchObject({ name: 'AmbiguousOutcome' });
    await world.turn(conversationId);
    expect(firstWords(world.said(conversationId))).toEqual(['First', 'Second', 'Third']);
  });

  it('is finished before what the customer wrote between two parts is answered', async () => {
    const { world, customer, conversationId } = await anAsker();
    dieAfter(world, 1);
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.simulator.customerWrites(customer, 'And how do I look after its shade?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', paid: 1 });
    const words = ['First', 'Second', 'Third'];
    expect(firstWords(world.said(conversationId))).toEqual([...words, ...words]);
  });

  it('stays unfinished when a person writes between two parts', async () => {
    const { world, conversationId } = await anAsker();
    dieAfter(world, 1);
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.simulator.personWrites(conversationId, 'Let me tell you.');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', paid: 1 });
    expect(firstWords(world.said(conversationId))).toEqual(['First']);
  });

  it.each([1, 2])('ends with part %i of three when a person writes just then', async (parts) => {
    const { world, conversationId } = await anAsker();
    interruptAfter(world, conversationId, parts);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', paid: 1 });
    expect(firstWords(world.said(conversationId))).toEqual(['First', 'Second'].slice(0, parts));
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', paid: 0 });
  });
});
