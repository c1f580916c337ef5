import { describe, expect, it } from 'vitest';
import { AmbiguousOutcome, Conflict, MalformedInput } from '../../lib/runtime/errors.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const key = (conversationId: number) => ({ accountId: 1, conversationId });
const question = 'How much is the oak table lamp?';
const forPerson = 'I want to talk to a person, please';
const soon = () => new Date(Date.now() + 600_000);

/** A turn that dies right after its commit: everything is owed, nothing is said. */
async function dieAfterCommit(world: TurnWorld, conversationId: number) {
  world.hooks.faultPoint = async (name) => {
    if (name === 'after-commit') throw new Error('the process died here');
  };
  await expect(world.turn(conversationId)).rejects.toThrow('died');
  world.hooks.faultPoint = async () => {};
}

describe('when Chatwoot refuses', () => {
  it('a label, the conversation reaches its person all the same', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), forPerson);
    world.simulator.faults.rest({ method: 'POST', path: /bulk_actions/, times: 9, kind: { status: 403 } });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(world.queued.map((job) => job.kind)).toEqual(['worklist', 'after-turn']);
    expect((await world.ledger.read(key(conversationId)))?.owed).toEqual([]);
  });

  it('the answer itself, a person gets the conversation', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.simulator.faults.rest({ method: 'POST', path: /messages$/, times: 1, kind: { status: 422 } });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.notes(conversationId)[0]).toContain('refused');
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(world.queued).toMatchObject([
      { kind: 'worklist', worklistKind: 'failed' },
      { kind: 'after-turn', outcome: 'handed-off', answeredAt: null, escalationReason: 'refused' },
    ]);
  });

  it('to know the conversation, it is on the worklist and nobody tries for ever', async () => {
    const world = await aTurnWorld();
    expect(await world.turn(4711)).toEqual({ kind: 'missing' });
    expect(world.queued).toMatchObject([{ kind: 'worklist', conversationId: 4711 }]);
    expect(await world.ledger.due(soon(), 10)).toEqual([]);
  });
});

describe('when the channel', () => {
  it('refuses the answer after Chatwoot took it, a person gets the conversation, once', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer('Channel::Whatsapp'), question);
    await world.turn(conversationId);
    world.refuseDelivery(conversationId);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'not-delivered' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.notes(conversationId)).toHaveLength(1);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
  });

  it('refuses the answer, the team hears of it also when the customer writes on while we try to tell them', async () => {
    const world = await aTurnWorld();
    const customer = world.customer('Channel::Whatsapp');
    const { conversationId } = world.simulator.customerWrites(customer, question);
    await world.turn(conversationId);
    world.refuseDelivery(conversationId);
    world.simulator.faults.rest({ method: 'POST', path: /messages$/, times: 1, kind: { status: 502 } });
    await expect(world.turn(conversationId)).rejects.toThrow(AmbiguousOutcome);
    world.simulator.customerWrites(customer, 'Hello?');
    await world.turn(conversationId, { receives: 2, isLast: false });
    expect(world.notes(conversationId)).toHaveLength(1);
    expect(world.queued).toContainEqual(
      expect.objectContaining({ kind: 'worklist', worklistKind: 'failed' }),
    );
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
  });

  it('closes its window between commit and send, a person gets the conversation', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer('Channel::Whatsapp'), question);
    await dieAfterCommit(world, conversationId);
    const original = world.deps.chatwoot.conversation;
    world.deps.chatwoot.conversation = async (id) => ({ ...(await original(id)), canReply: false });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', paid: 1 });
    expect(world.said(conversationId)).toEqual([]);
    expect(world.queued).toMatchObject([
      { kind: 'after-turn', outcome: 'handed-off', answeredAt: null },
      { kind: 'worklist' },
      { kind: 'stood-aside', taken: true, waitingSince: expect.any(String) },
    ]);
  });
});

describe('a person who comes between commit and send', () => {
  it('keeps the conversation, also when we had wanted to hand it over anyway', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, forPerson);
    await dieAfterCommit(world, conversationId);
    world.simulator.personWrites(conversationId, 'I am here.');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    world.simulator.customerWrites(customer, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
  });

  it('by opening it hears no hand-over from us any more', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), forPerson);
    await dieAfterCommit(world, conversationId);
    world.simulator.setStatus(conversationId, 'open');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
  });

  it('and gives it back without a word leaves the question to us', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    await dieAfterCommit(world, conversationId);
    world.simulator.setStatus(conversationId, 'open');
    await world.turn(conversationId);
    world.simulator.setStatus(conversationId, 'pending');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
  });
});

describe('a mark left in an outage', () => {
  it('does not make old mail look new, nor an old word of a person a takeover', async () => {
    const world = await aTurnWorld();
    const customer = world.customer('Channel::Api', false);
    const { conversationId } = world.simulator.customerWrites(customer, 'Hello');
    world.simulator.personWrites(conversationId, 'Hello, how can I help?');
    world.simulator.faults.rest({ times: 100, kind: { status: 503 } });
    expect(await world.turn(conversationId, { receives: 3, isLast: false })).toEqual({ kind: 'owed' });
    world.simulator.faults.clear();
    expect(await world.ledger.read(key(conversationId))).toMatchObject({ seen: false });
    // The person wrote a moment ago: still theirs, as it would be without the outage.
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', because: 'person-spoke' });
    expect(await world.ledger.due(soon(), 10)).toEqual([]);
  });
});

describe('on the last attempt', () => {
  it('a message that may still appear at Chatwoot is not said a second time', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    const { send } = world.deps.chatwoot;
    world.deps.chatwoot.send = async () => {
      throw new AmbiguousOutcome('no answer');
    };
    expect(await world.turn(conversationId, { receives: 5, isLast: true })).toEqual({ kind: 'owed' });
    expect(await world.ledger.due(soon(), 10)).toMatchObject([key(conversationId)]);
    world.deps.chatwoot.send = send;
    world.clock.shiftMs += 21_000;
    await world.turn(conversationId);
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('it is not looked for at once by the next job of the same burst either', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    const { send } = world.deps.chatwoot;
    let create = async () => {};
    world.deps.chatwoot.send = async (id, message) => {
      world.deps.chatwoot.send = send;
      create = async () => {
        await send(id, message);
      };
      throw new AmbiguousOutcome('no answer');
    };
    const last = { receives: 5, isLast: true };
    expect(await world.turn(conversationId, last)).toEqual({ kind: 'owed' });
    expect(await world.turn(conversationId, last)).toEqual({ kind: 'owed' });
    await create();
    world.clock.shiftMs += 21_000;
    expect(await world.turn(conversationId)).toMatchObject({ paid: 1 });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('a conversation of which Chatwoot tells in a form we do not know is on the worklist, and the team’s', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.deps.chatwoot.messages = () => Promise.reject(new MalformedInput('of no form we know'));
    expect(await world.turn(conversationId)).toEqual({ kind: 'failed-over' });
    expect(world.queued).toMatchObject([{ kind: 'worklist', worklistKind: 'failed', conversationId }]);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
  });

  it('whoever moved the conversation just then does not keep it from its person', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.thinking = () => Promise.reject(new TypeError('a bug'));
    const write = world.deps.ledger.write;
    world.deps.ledger.write = async () => {
      world.deps.ledger.write = write;
      throw new Conflict('moved');
    };
    expect(await world.turn(conversationId, { receives: 5, isLast: true })).toEqual({ kind: 'failed-over' });
    expect(world.queued).toMatchObject([{ kind: 'worklist' }]);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
  });

  it('an outage of Chatwoot leaves a mark instead of a dead letter', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.thinking = async () => {
      world.simulator.faults.rest({ times: 100, kind: { status: 503 } });
      throw new TypeError('a bug');
    };
    expect(await world.turn(conversationId, { receives: 5, isLast: true })).toEqual({ kind: 'owed' });
  });
});

describe('a person who is assigned', () => {
  it('takes over each time anew', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    world.simulator.assign(conversationId, 2);
    await world.turn(conversationId);
    world.simulator.assign(conversationId, null);
    await world.turn(conversationId);
    world.simulator.assign(conversationId, 2);
    world.simulator.customerWrites(customer, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toHaveLength(1);
  });
});

describe('what looks like spam', () => {
  it('is left unanswered, but somebody of the team can see it', async () => {
    const world = await aTurnWorld();
    const text = 'Dear owner, we offer SEO services and backlinks to rank your website on Google';
    const { conversationId } = world.simulator.customerWrites(world.customer(), text);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'withheld' });
    expect(world.said(conversationId)).toEqual([]);
    expect(world.queued[0]).toMatchObject({ kind: 'worklist', worklistKind: 'withheld' });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'pending' });
  });
});
