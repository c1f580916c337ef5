import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { release } from '../../lib/conversation/take-over.ts';
import {
  contactPace,
  mostAnswersInAnHour,
  mostAnswersToAContactInADay,
} from '../../lib/limits/contact-pace.ts';
import { mostRepeated } from '../../lib/limits/pace.ts';
import { Conflict } from '../../lib/runtime/errors.ts';
import { dynamoContactPace, type ContactPaceCount } from '../../lib/store/dynamodb/contact-pace-store.ts';
import { noon } from '../support/builders.ts';
import { aTable } from '../support/dynamodb.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const minute = 60_000;
const hour = 60 * minute;
const shop = { accountId: 1, timeZone: 'Europe/Madrid' };
const contact = { accountId: 1, contactId: 70 };

/** A shop whose models answer anything, for a tenth of a cent each time. */
const aShop = (budgets = {}) =>
  aTurnWorld({
    budgets,
    models: {
      router: scriptedModel({ decide: () => aVerdict() }),
      conversation: scriptedModel({ converse: () => anAnswer('We do our best.') }),
    },
  });

/** The customer writes and the conversation is closed, again and again: how each turn ended. */
async function untilClosed(world: TurnWorld, words: (round: number) => string, rounds: number) {
  const customer = world.customer();
  const ended: string[] = [];
  let conversationId = 0;
  for (let round = 0; round < rounds; round += 1) {
    conversationId = world.simulator.customerWrites(customer, words(round)).conversationId;
    ended.push((await world.turn(conversationId)).kind);
    world.simulator.setStatus(conversationId, 'resolved');
    await world.turn(conversationId);
  }
  return { customer, conversationId, answered: ended.filter((kind) => kind === 'answered').length };
}

/** As if this contact had been answered so often in this hour. */
async function answeredBefore(world: TurnWorld, contactId: number, answers: number): Promise<void> {
  const { contacts } = world.deps.limits;
  for (let times = 0; times < answers; times += 1) await contacts.answered(contactId);
}

describe('closing a conversation and writing again', () => {
  it('does not renew what its models may cost', async () => {
    const world = await aShop({ conversationUsd: 0.004 });
    const { answered } = await untilClosed(world, (round) => `Is it true, number ${round}?`, 6);
    expect(answered).toBe(2);
  });

  it('does not hide that the same words come after every answer', async () => {
    const { answered } = await untilClosed(await aShop(), () => 'I am out of office.', mostRepeated + 3);
    expect(answered).toBe(mostRepeated - 1);
  });

  it('leaves it to the assistant once a person gave it back by the API', async () => {
    const world = await aShop({ conversationUsd: 0.004 });
    const { customer, conversationId } = await untilClosed(world, (round) => `Is number ${round} true?`, 3);
    await release({ ...world.deps, turns: { send: async () => {} } }, { accountId: 1, conversationId });
    world.simulator.customerWrites(customer, 'And this?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });

  it('is no give-back either when a stop is over', async () => {
    const world = await aShop();
    const conversationId = world.simulator.customerWrites(world.customer(), 'Hello?').conversationId;
    await world.turn(conversationId);
    const before = await world.ledger.read({ accountId: 1, conversationId });
    if (before === undefined) throw new Error('Nothing is remembered');
    await world.ledger.write({ accountId: 1, conversationId }, { ...before, silenced: {} });
    await world.turn(conversationId);
    const after = await world.ledger.read({ accountId: 1, conversationId });
    expect(after?.pace).toEqual(before.pace);
  });
});

describe('a contact who opens a conversation for every message', () => {
  it('is handed to a person after so many answers in an hour, and is answered in the next one', async () => {
    const world = await aShop();
    const customer = world.customer('Channel::Whatsapp');
    const ask = async () => {
      const { conversationId } = world.simulator.customerWrites(customer, 'How much is it?');
      const { kind } = await world.turn(conversationId);
      world.simulator.setStatus(conversationId, 'resolved');
      return { kind, conversationId };
    };
    const first = await ask();
    const { contact: known } = await world.chatwoot.conversation(first.conversationId);
    await answeredBefore(world, known.id, mostAnswersInAnHour - 2);
    expect(await ask()).toMatchObject({ kind: 'answered' });
    const last = await ask();
    expect(last.kind).toBe('handed-off');
    expect(last.conversationId).not.toBe(first.conversationId);
    expect(world.queued.at(-1)).toMatchObject({ escalationReason: 'too-many-answers' });
    expect(world.logged.at(-1)).toMatchObject({ event: 'limit.reached', reason: 'too-many-answers' });
    world.clock.shiftMs += hour;
    expect(await ask()).toMatchObject({ kind: 'answered' });
  });

  it('is answered again once a person released a conversation of theirs', async () => {
    const world = await aShop();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, 'How much is it?');
    const { contact: known } = await world.chatwoot.conversation(conversationId);
    await answeredBefore(world, known.id, mostAnswersInAnHour);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    await release({ ...world.deps, turns: { send: async () => {} } }, { accountId: 1, conversationId });
    world.simulator.customerWrites(customer, 'And this?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });
});

describe('the pace of a contact', () => {
  it('counts answers in conversations that are answered at the same moment', async () => {
    const { dynamodb, tableName } = await aTable();
    const now = () => noon;
    const contacts = dynamoContactPace({ dynamodb, tableName, now });
    const [one, other] = [0, 1].map(() =>
      contactPace({ contacts, shop: async () => shop, now, log: () => {} }),
    );
    for (const pace of [one, other]) await pace?.hadEnough(contact.contactId);
    for (const pace of [one, other]) await pace?.answered(contact.contactId);
    expect(await contacts.read(contact)).toMatchObject({ answers: 2, answersInHour: 2 });
  });

  it('costs one read and one write for an answer, each of one unit', async () => {
    const { dynamodb, tableName } = await aTable();
    const calls: string[] = [];
    dynamodb.middlewareStack.add(
      (next, context) => (args) => {
        calls.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize' },
    );
    const contacts = dynamoContactPace({ dynamodb, tableName, now: () => noon });
    const pace = contactPace({ contacts, shop: async () => shop, now: () => noon, log: () => {} });
    await pace.hadEnough(contact.contactId);
    await pace.answered(contact.contactId);
    expect(calls).toEqual(['GetItemCommand', 'PutItemCommand']);
    expect(JSON.stringify(await contacts.read(contact)).length).toBeLessThan(900);
  });

  it('lets no more answers through than its figures, however they are spread', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 400 }), async (pauses) => {
        const clock = { at: noon.getTime() };
        const pace = inMemory(() => new Date(clock.at));
        const given: number[] = [];
        for (const minutes of pauses) {
          clock.at += minutes * minute;
          if (await pace.hadEnough(contact.contactId)) continue;
          await pace.answered(contact.contactId);
          given.push(clock.at);
        }
        const within = (ms: number) =>
          Math.max(0, ...given.map((end) => given.filter((at) => at <= end && at > end - ms).length));
        // An hour of the clock and a day of the shop: at worst two of them lie side by side.
        expect(within(hour)).toBeLessThanOrEqual(2 * mostAnswersInAnHour);
        expect(within(24 * hour)).toBeLessThanOrEqual(2 * mostAnswersToAContactInADay);
        const firstHour = given.filter((at) => at < noon.getTime() + hour);
        expect(firstHour.length).toBeLessThanOrEqual(mostAnswersInAnHour);
      }),
    );
  });

  it('is never met by a customer who writes every two minutes all day', async () => {
    const clock = { at: noon.getTime() };
    const pace = inMemory(() => new Date(clock.at));
    for (let answers = 0; answers < 6 * 30; answers += 1) {
      expect(await pace.hadEnough(contact.contactId)).toBe(false);
      await pace.answered(contact.contactId);
      clock.at += 2 * minute;
    }
  });
});

function inMemory(now: () => Date) {
  let stored: ContactPaceCount | undefined;
  const contacts = {
    read: async () => stored,
    write: async (_key: object, next: ContactPaceCount) => {
      if (next.version !== (stored?.version ?? 0)) throw new Conflict('moved');
      stored = { ...next, version: next.version + 1 };
    },
  };
  return contactPace({ contacts, shop: async () => shop, now, log: () => {} });
}
