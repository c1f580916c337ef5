import { describe, expect, it } from 'vitest';
import { pause, release, takeOver } from '../../lib/conversation/take-over.ts';
import { resume, stopEverywhere } from '../../lib/limits/change-breaker.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const question = 'How much is the oak table lamp?';
const another = 'And how much is the brass wall lamp?';
const sentence =
  'Wipe the wood with a soft dry cloth and keep it away from open windows and from the radiator. ';
const longAnswer = ['First', 'Second', 'Third'].map((word) => `${word}: ${sentence.repeat(9)}`).join('\n\n');
const keyOf = (conversationId: number) => ({ accountId: 1, conversationId });
/** The turn that a release queues is taken by the tests themselves. */
const commands = (world: TurnWorld) => ({ ...world.deps, turns: { send: () => Promise.resolve() } });

/** A person has had the conversation, and has just given it back. */
async function aReleased() {
  const world = await aTurnWorld();
  const customer = world.customer();
  const { conversationId } = world.simulator.customerWrites(customer, question);
  await world.turn(conversationId);
  await takeOver(commands(world), keyOf(conversationId));
  await world.turn(conversationId);
  world.simulator.customerWrites(customer, another);
  await release(commands(world), keyOf(conversationId));
  return { world, customer, conversationId, before: world.said(conversationId).length };
}

/** The next time the model thinks, this happens meanwhile. */
function whileThinking(world: TurnWorld, happens: () => void): void {
  world.hooks.thinking = () => {
    world.hooks.thinking = () => Promise.resolve();
    happens();
    return Promise.resolve();
  };
}

function dieAt(world: TurnWorld, place: string): void {
  world.hooks.faultPoint = (name) => {
    if (name !== place) return Promise.resolve();
    world.hooks.faultPoint = () => Promise.resolve();
    return Promise.reject(new Error('the process died here'));
  };
}

describe('a person who takes a conversation that was just given back', () => {
  it('while we think has it, also for what the customer writes later', async () => {
    const { world, customer, conversationId, before } = await aReleased();
    whileThinking(world, () => world.simulator.personWrites(conversationId, 'I have this one.'));
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    world.simulator.customerWrites(customer, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toHaveLength(before);
  });

  it('before anybody looked has it', async () => {
    const { world, customer, conversationId, before } = await aReleased();
    world.simulator.personWrites(conversationId, 'Let me do this after all.');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    world.simulator.customerWrites(customer, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toHaveLength(before);
  });

  it('by the end of a stop has it, if they write while we think', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    await stopEverywhere(world.breaker.deps, world.breaker.shop, 'somebody');
    await world.turn(conversationId);
    await resume(world.breaker.deps, world.breaker.shop);
    whileThinking(world, () => world.simulator.personWrites(conversationId, 'I have this one.'));
    await world.turn(conversationId);
    world.simulator.customerWrites(customer, another);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
  });
});

describe('an answer that was promised and not said', () => {
  it('stays unsaid when a person answered meanwhile, although they gave the conversation back', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    dieAt(world, 'after-commit');
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    await takeOver(commands(world), keyOf(conversationId));
    world.simulator.personWrites(conversationId, 'It is 80 euros for you.');
    await release(commands(world), keyOf(conversationId));
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do', paid: 1 });
    expect(world.said(conversationId)).toEqual([]);
    world.simulator.customerWrites(customer, another);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });

  it('stays unsaid after a stop that this instance has not heard of yet', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    dieAt(world, 'after-commit');
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    const known = await world.deps.limits.standing();
    world.deps.limits = { ...world.deps.limits, standing: () => Promise.resolve(known) };
    await stopEverywhere(world.breaker.deps, world.breaker.shop, 'somebody');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', because: 'paused' });
    expect(world.said(conversationId)).toEqual([]);
  });
});

/** Instagram takes a thousand characters: this answer goes out in three parts. */
async function aLongAnswer() {
  const models = {
    router: scriptedModel({ decide: () => aVerdict() }),
    conversation: scriptedModel({ converse: () => anAnswer(longAnswer) }),
  };
  const world = await aTurnWorld({ models });
  const { conversationId } = world.simulator.customerWrites(
    world.customer('Channel::Instagram'),
    'How do I look after an oak lamp?',
  );
  return { world, conversationId };
}

describe('a long answer', () => {
  const happenings: Record<string, (world: TurnWorld, conversationId: number) => unknown> = {
    'a person takes over by the dashboard': (world, id) => takeOver(commands(world), keyOf(id)),
    'the conversation is paused': (world, id) => pause(commands(world), keyOf(id)),
    'the assistant is stopped everywhere': (world) =>
      stopEverywhere(world.breaker.deps, world.breaker.shop, 'somebody'),
    'a person opens it in Chatwoot': (world, id) => world.simulator.setStatus(id, 'open'),
  };
  it.each(Object.keys(happenings))('ends with its first part when %s just then', async (name) => {
    const { world, conversationId } = await aLongAnswer();
    const { send } = world.deps.chatwoot;
    world.deps.chatwoot.send = async (id, message) => {
      const sent = await send(id, message);
      world.deps.chatwoot.send = send;
      await happenings[name]?.(world, conversationId);
      return sent;
    };
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toHaveLength(1);
    await world.turn(conversationId);
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('has no second part when a person wrote just before the first', async () => {
    const { world, conversationId } = await aLongAnswer();
    world.hooks.faultPoint = (name) => {
      if (name === 'after-commit') world.simulator.personWrites(conversationId, 'Let me tell you.');
      return Promise.resolve();
    };
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toHaveLength(1);
  });
});
