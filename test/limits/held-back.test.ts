import { describe, expect, it } from 'vitest';
import { takeOver } from '../../lib/conversation/take-over.ts';
import { resume, stopEverywhere } from '../../lib/limits/change-breaker.ts';
import { limits } from '../../lib/limits/limits.ts';
import { mostAnswersInWindow, mostRepeated } from '../../lib/limits/pace.ts';
import type { LanguageModel } from '../../lib/models/llm.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const day = 86_400_000;
const key = (conversationId: number) => ({ accountId: 1, conversationId });
const stop = ({ breaker }: TurnWorld) => stopEverywhere(breaker.deps, breaker.shop, 'ana');
const go = ({ breaker }: TurnWorld) => resume(breaker.deps, breaker.shop);
const reached = ({ logged }: TurnWorld) =>
  logged.flatMap((line) => (line.event === 'limit.reached' ? [line.reason] : []));

/** A provider that answers anything, for a tenth of a cent each time it is asked. */
function aProvider() {
  const asked = { times: 0 };
  const count = <T>(answer: T) => {
    asked.times += 1;
    return answer;
  };
  const models: Record<'router' | 'conversation', LanguageModel> = {
    router: scriptedModel({ decide: () => count(aVerdict()) }),
    conversation: scriptedModel({ converse: () => count(anAnswer('We do our best.')) }),
  };
  return { asked, models };
}

const odd = 'Could your lamps inspire a poet in winter?';
const known = 'How much is the oak table lamp?';

describe('a budget that is used up in the middle of the day', () => {
  it('leaves what the built-in model knows to it and the rest to people, asks no provider, and ends with the day', async () => {
    const { asked, models } = aProvider();
    const world = await aTurnWorld({ models, budgets: { dailyUsd: 0.002 } });
    const first = world.simulator.customerWrites(world.customer(), odd).conversationId;
    expect(await world.turn(first)).toMatchObject({ kind: 'answered' });
    expect([asked.times, reached(world)]).toEqual([2, ['daily-budget']]);

    const second = world.simulator.customerWrites(world.customer(), known).conversationId;
    expect(await world.turn(second)).toMatchObject({ kind: 'answered' });
    expect(world.said(second)[0]).toContain('89');
    const third = world.simulator.customerWrites(world.customer(), odd).conversationId;
    expect(await world.turn(third)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(third)).toHaveLength(1);
    expect(world.notes(third)[0]).toContain("Today's budget for models is used up");
    expect(world.queued.at(-1)).toMatchObject({ kind: 'after-turn', escalationReason: 'daily-budget' });
    expect([asked.times, reached(world)]).toEqual([2, ['daily-budget']]);

    world.clock.shiftMs = day;
    const fourth = world.simulator.customerWrites(world.customer(), odd).conversationId;
    expect(await world.turn(fourth)).toMatchObject({ kind: 'answered' });
    expect(asked.times).toBe(4);
  });

  it('holds nobody back any more that day once an operator resumed', async () => {
    const { asked, models } = aProvider();
    const world = await aTurnWorld({ models, budgets: { dailyUsd: 0.001 } });
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, odd);
    await world.turn(conversationId);
    expect(await go(world)).toEqual({ state: 'closed' });
    for (const words of [`${odd} Really?`, `${odd} Truly?`]) {
      world.simulator.customerWrites(customer, words);
      expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    }
    expect(asked.times).toBe(6);
    expect(reached(world)).toEqual(['daily-budget']);
  });

  it('of one conversation hands over that one, and again only after as much once a person gave it back', async () => {
    const { asked, models } = aProvider();
    const world = await aTurnWorld({ models, budgets: { conversationUsd: 0.004 } });
    const [customer, other] = [world.customer(), world.customer()];
    const { conversationId } = world.simulator.customerWrites(customer, odd);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    world.simulator.customerWrites(customer, `${odd} Truly?`);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    world.simulator.customerWrites(customer, known);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.notes(conversationId)[0]).toContain('SHOP_CONVERSATION_BUDGET_USD');
    expect([asked.times, reached(world)]).toEqual([4, ['conversation-budget']]);
    const elsewhere = world.simulator.customerWrites(other, odd).conversationId;
    expect(await world.turn(elsewhere)).toMatchObject({ kind: 'answered' });

    await world.chatwoot.giveBack(conversationId);
    await world.turn(conversationId);
    world.simulator.customerWrites(customer, `${odd} Again?`);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });
});

describe('two robots that answer each other', () => {
  const talk = async (world: TurnWorld, words: (round: number) => string) => {
    const customer = world.customer();
    let conversationId = 0;
    for (let round = 0; round < 40; round += 1) {
      const before = conversationId === 0 ? 0 : world.said(conversationId).length;
      conversationId = world.simulator.customerWrites(customer, words(round)).conversationId;
      await world.turn(conversationId);
      if (world.said(conversationId).length === before) break;
    }
    return conversationId;
  };

  it('are parted at the fifth time when one says the same again and again', async () => {
    const world = await aTurnWorld();
    const conversationId = await talk(world, () => known);
    expect(world.said(conversationId)).toHaveLength(mostRepeated);
    expect(world.notes(conversationId)).toHaveLength(1);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(reached(world)).toEqual(['repeated-words']);
  });

  it('are parted after so many answers when it never says the same', async () => {
    const world = await aTurnWorld();
    const conversationId = await talk(world, (round) => `${known} My ticket is ${round}.`);
    expect(world.said(conversationId)).toHaveLength(mostAnswersInWindow + 1);
    expect(world.queued.filter(({ kind }) => kind === 'worklist')).toHaveLength(1);
    expect(reached(world)).toEqual(['too-many-answers']);
    const ledger = await world.ledger.read(key(conversationId));
    const { owed: _, ...idle } = ledger!;
    expect(JSON.stringify(idle).length).toBeLessThan(2048);
  });
});

describe('a stop', () => {
  it('met by a crash just after it dropped what was promised still gives the conversation back at its end', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') throw new Error('the process died here');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.hooks.faultPoint = async () => {};
    await stop(world);
    const { write } = world.deps.ledger;
    world.deps.ledger.write = async (...move) => {
      await write(...move);
      throw new Error('and here');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('and here');
    world.deps.ledger.write = write;
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', because: 'paused' });
    await go(world);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('silences a turn under way, shows the team what waits, and is not looked at again before it ends', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    world.hooks.thinking = async () => {
      await stop(world);
    };
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', because: 'paused' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', because: 'paused' });
    expect([world.said(conversationId), world.notes(conversationId)]).toEqual([[], []]);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(world.queued.map(({ kind }) => kind)).toEqual(['stood-aside', 'stood-aside']);
    expect(reached(world)).toEqual(['stopped-by-operator']);
  });

  it('keeps back what was promised before it and not said yet', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') throw new Error('Killed');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('Killed');
    world.hooks.faultPoint = async () => {};
    await stop(world);
    await world.turn(conversationId);
    expect(world.said(conversationId)).toEqual([]);
    await go(world);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('says nothing when even the last attempt failed', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    world.hooks.thinking = async () => {
      await stop(world);
      throw new Error('Broken');
    };
    await world.turn(conversationId, { receives: 5, isLast: true });
    expect(world.said(conversationId)).toEqual([]);
  });

  it.each([true, false])(
    'that is over leaves only those to the assistant who still wait; in an inbox with its bot: %s',
    async (hasBot) => {
      const world = await aTurnWorld();
      const write = (text = known) => {
        const customer = world.customer(hasBot ? undefined : 'Channel::Api', hasBot);
        return { customer, ...world.simulator.customerWrites(customer, text) };
      };
      await stop(world);
      const [waits, helped, old, assigned, settled] = [write(), write(), write(), write(), write()];
      const all = [waits, helped, old, assigned, settled].map(({ conversationId }) => conversationId);
      for (const conversationId of all) await world.turn(conversationId);
      const due = await world.ledger.due(world.deps.now(), 10);
      expect(due.map(({ conversationId }) => conversationId).sort()).toEqual(all);
      world.simulator.personWrites(helped.conversationId, 'It is 89 euros.');
      world.simulator.assign(assigned.conversationId, 2);
      world.simulator.setStatus(settled.conversationId, 'resolved');

      world.clock.shiftMs = 23 * 3_600_000;
      for (const { customer } of [waits, assigned]) {
        world.simulator.customerWrites(customer, 'Hello? How much is the oak table lamp?');
      }
      world.clock.shiftMs = 25 * 3_600_000;
      await go(world);
      for (const conversationId of all) await world.turn(conversationId);
      expect(all.map((conversationId) => world.said(conversationId).length)).toEqual([1, 0, 0, 1, 0]);
      expect(await world.ledger.due(world.deps.now(), 10)).toEqual([]);
      for (const conversationId of all) await world.turn(conversationId);
      expect(all.map((conversationId) => world.said(conversationId).length)).toEqual([1, 0, 0, 1, 0]);
    },
  );

  it('is over also for whom Chatwoot did not give back at the first try', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    await stop(world);
    await world.turn(conversationId);
    await go(world);
    world.simulator.faults.rest({ path: /toggle_status/, times: 1, kind: { status: 503 } });
    await expect(world.turn(conversationId)).rejects.toThrow(UpstreamUnavailable);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });

  it('is over also for whom Chatwoot assigned by itself when we opened them', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    await stop(world);
    await world.turn(conversationId);
    world.simulator.assign(conversationId, 2);
    await world.turn(conversationId);
    await go(world);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });

  it('leaves alone whom a person wrote to meanwhile, also if the customer wrote last', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, known);
    await stop(world);
    await world.turn(conversationId);
    world.simulator.personWrites(conversationId, 'One moment, I am looking.');
    world.simulator.customerWrites(customer, 'Thank you!');
    await go(world);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
  });

  it('leaves alone what a person took meanwhile in Frontdesk', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    await stop(world);
    await world.turn(conversationId);
    await takeOver({ ...world.deps, turns: { send: async () => {} } }, key(conversationId));
    await go(world);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
  });
});

describe('while neither the breaker nor the pace of a contact can be read', () => {
  it('customers are answered as usual', async () => {
    const world = await aTurnWorld({ budgets: { dailyUsd: 1 } });
    const unread: string[] = [];
    const down = () => Promise.reject(new UpstreamUnavailable('down'));
    const shop = { ...world.breaker.shop, conversationBudgetUsd: null };
    world.deps.limits = limits({
      breaker: { read: down },
      contacts: { read: down, write: down },
      shop: () => Promise.resolve(shop),
      now: world.deps.now,
      milliseconds: () => 0,
      log: ({ event }) => void unread.push(event),
    });
    const { conversationId } = world.simulator.customerWrites(world.customer(), known);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    // The breaker twice at least, the pace of the contact to ask and to count.
    expect(unread.length).toBeGreaterThanOrEqual(4);
    expect(new Set(unread)).toEqual(new Set(['breaker.unread']));
  });
});
