import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { TurnJob } from '../../lib/queue/jobs.ts';
import { pause, release, takeOver } from '../../lib/conversation/take-over.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const question = 'Do you have an oak table lamp? What does it cost?';
const key = (conversationId: number) => ({ accountId: 1, conversationId });

async function aTalk() {
  const world = await aTurnWorld();
  const customer = world.customer();
  const { conversationId: id } = world.simulator.customerWrites(customer, question);
  const queued: TurnJob[] = [];
  const deps = { ...world.deps, turns: { send: async (job: TurnJob) => void queued.push(job) } };
  return {
    ...world,
    id,
    queued,
    customerSays: (text: string) => world.simulator.customerWrites(customer, text),
    takeOver: () => takeOver(deps, key(id)),
    pause: () => pause(deps, key(id)),
    release: () => release(deps, key(id)),
    status: () => world.simulator.conversation(id).status,
    /** The turn under way meets the moved ledger and looks again at once. */
    meetsTheMove: async () => expect(await world.turn(id)).toMatchObject({ kind: 'person-owns' }),
    ledgerNow: () => world.ledger.read(key(id)),
  };
}

describe('taking a conversation over', () => {
  it('opens it and keeps the assistant silent, however often it is said', async () => {
    const talk = await aTalk();
    for (let times = 0; times < 3; times += 1) {
      expect(await talk.takeOver()).toMatchObject({ owner: 'person', paused: false });
    }
    expect(talk.status()).toBe('open');
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'person-owns' });
    expect(talk.said(talk.id)).toEqual([]);
    expect((await talk.ledgerNow())?.dueAt).toBeNull();
  });

  it('ends a turn under way in silence', async () => {
    const talk = await aTalk();
    talk.hooks.thinking = async () => {
      await talk.takeOver();
    };
    await talk.meetsTheMove();
    expect(talk.said(talk.id)).toEqual([]);
    expect(talk.status()).toBe('open');
  });

  it('holds while Chatwoot is away: it is opened by the next look, and nothing is said', async () => {
    const talk = await aTalk();
    const away = { ...talk.deps.chatwoot, conversation: () => Promise.reject(new Error('away')) };
    const turns = { send: async () => {} };
    await expect(takeOver({ ...talk.deps, turns, chatwoot: away }, key(talk.id))).rejects.toThrow('away');
    expect(await talk.ledgerNow()).toMatchObject({ owner: 'person', dueAt: expect.any(Date) });
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'person-owns' });
    expect(talk.status()).toBe('open');
    expect(talk.said(talk.id)).toEqual([]);
  });
});

describe('taking over what we were about to hand over', () => {
  it.each([
    ['Channel::WebWidget', true],
    ['Channel::Api', false],
  ])('ends in silence, in %s with a bot: %s', async (channel, hasBot) => {
    const world = await aTurnWorld();
    const wish = 'I want to talk to a person, please';
    const { conversationId } = world.simulator.customerWrites(world.customer(channel, hasBot), wish);
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') throw new Error('died');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.hooks.faultPoint = async () => {};
    await takeOver({ ...world.deps, turns: { send: async () => {} } }, key(conversationId));
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', paid: 1 });
    expect(world.said(conversationId)).toEqual([]);
    expect(world.queued).toContainEqual(expect.objectContaining({ kind: 'worklist' }));
  });
});

describe('releasing a conversation', () => {
  it('makes it pending and has the words answered that nobody answered', async () => {
    const talk = await aTalk();
    await talk.takeOver();
    await talk.turn(talk.id);
    expect(await talk.release()).toMatchObject({ owner: 'bot', paused: false });
    expect(talk.status()).toBe('pending');
    expect(talk.queued).toMatchObject([{ kind: 'take-turn', conversationId: talk.id }]);
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'answered' });
    expect(talk.said(talk.id)).toHaveLength(1);
  });

  it('answers nothing that the person has answered, and what comes after', async () => {
    const talk = await aTalk();
    await talk.takeOver();
    talk.simulator.personWrites(talk.id, 'It costs 89 euros.');
    await talk.turn(talk.id);
    await talk.release();
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'nothing-to-do' });
    expect(await talk.ledgerNow()).toMatchObject({ owner: 'bot' });
    talk.customerSays('Do you have a brass wall lamp?');
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'answered' });
    talk.simulator.personWrites(talk.id, 'I am here again.');
    talk.customerSays('Great.');
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'person-owns' });
  });

  it('leaves a closed conversation closed', async () => {
    const talk = await aTalk();
    await talk.takeOver();
    talk.simulator.setStatus(talk.id, 'resolved');
    await talk.release();
    expect(talk.status()).toBe('resolved');
  });
});

describe('pausing a conversation', () => {
  it('keeps the assistant silent through everything but a release', async () => {
    const talk = await aTalk();
    expect(await talk.pause()).toMatchObject({ paused: true });
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'person-owns', because: 'paused' });
    talk.simulator.setStatus(talk.id, 'pending');
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'person-owns', because: 'paused' });
    expect(talk.said(talk.id)).toEqual([]);
    await talk.release();
    expect(talk.status()).toBe('pending');
    expect(await talk.turn(talk.id)).toMatchObject({ kind: 'answered' });
  });

  it('does not expire', async () => {
    const talk = await aTalk();
    const expiry = async () => {
      const { Items = [] } = await talk.table.dynamodb.send(
        new ScanCommand({ TableName: talk.table.tableName }),
      );
      return Items.find(({ sk }) => sk?.S === 'ledger')?.['expiresAt'];
    };
    await talk.pause();
    await talk.turn(talk.id);
    expect(await expiry()).toBeUndefined();
    await talk.release();
    expect(await expiry()).toEqual({ N: expect.stringMatching(/^\d+$/) });
  });

  it('ends a turn under way in silence', async () => {
    const talk = await aTalk();
    talk.hooks.thinking = async () => {
      await talk.pause();
    };
    await talk.meetsTheMove();
    expect(talk.said(talk.id)).toEqual([]);
  });
});
