import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failover } from '../../lib/models/failover.ts';
import { free, type Decision, type LanguageModel, type Usage } from '../../lib/models/llm.ts';
import { ModelFailed, type ModelFailure } from '../../lib/models/model-failed.ts';
import { MalformedInput } from '../../lib/runtime/errors.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';

const prompt = { version: 'router/1', system: '', shop: '', turn: '' };
const question: Decision<string> = {
  task: 'route',
  prompt,
  text: 'hello',
  history: [],
  records: [],
  schema: z.string(),
};

const nothing = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, costUsd: 0 };

type Behaviour = ModelFailure | 'answers' | 'breaks';

/** A shop's models, each of which does what it is told to; time passes only when a test says so. */
function aShop(...ids: [string, ...string[]]) {
  const shop = {
    at: 0,
    does: new Map<string, Behaviour>(),
    asked: [] as string[],
    log: [] as LogEvent[],
    /** What each question costs, whatever comes of it. */
    costs: new Map<string, Usage>(),
    /** Time that passes while a model is asked. */
    takes: 0,
  };
  const model = (id: string): LanguageModel => {
    const answer = () => {
      shop.asked.push(id);
      shop.at += shop.takes;
      const usage = shop.costs.get(id) ?? free;
      const behaviour = shop.does.get(id) ?? 'answers';
      if (behaviour === 'breaks') throw new MalformedInput('a tool broke');
      if (behaviour !== 'answers') throw new ModelFailed(id, behaviour, { usage });
      return { model: id, usage };
    };
    return {
      id,
      decide: async ({ schema }) => ({ ...answer(), value: schema.parse(id) }),
      converse: async () => ({
        ...answer(),
        value: { kind: 'unknown', reason: id },
        toolCalls: [],
        modelMs: 1,
      }),
    };
  };
  const [first, ...others] = ids;
  const all = failover({
    models: [model(first), ...others.map(model)],
    log: (event) => void shop.log.push(event),
    now: () => shop.at,
  });
  return Object.assign(shop, {
    ask: async () => {
      shop.asked = [];
      return (await all.decide(question)).value;
    },
    decide: (signal?: AbortSignal) => {
      shop.asked = [];
      return all.decide({ ...question, signal });
    },
    converse: () =>
      all.converse({
        prompt,
        text: 'hello',
        history: [],
        language: 'en',
        tools: [],
        lookedUp: [],
        objections: async () => [],
      }),
  });
}

const [gpt, claude, own] = ['openai:gpt', 'anthropic:claude', 'built-in'] as const;

describe('several models in a row', () => {
  it('ask the first, and nobody else while it answers', async () => {
    const shop = aShop(gpt, claude, own);
    expect(await shop.ask()).toBe(gpt);
    expect(shop.asked).toEqual([gpt]);
    expect(shop.log).toEqual([]);
  });

  it.each<ModelFailure>(['timeout', 'overloaded', 'not-allowed', 'refused', 'truncated', 'malformed'])(
    'turn to the next after "%s" and log who is asked instead',
    async (reason) => {
      const shop = aShop(gpt, claude, own);
      shop.does.set(gpt, reason);
      expect(await shop.ask()).toBe(claude);
      expect(shop.log).toEqual([
        { event: 'model.failed', task: 'route', model: gpt, reason, ms: 0, ...nothing, next: claude },
      ]);
    },
  );

  it('let the built-in model answer when every vendor is down', async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'unreachable').set(claude, 'server-error');
    expect((await shop.converse()).model).toBe(own);
    expect(shop.log).toMatchObject([
      { task: 'converse', model: gpt, next: claude },
      { task: 'converse', model: claude, next: own },
    ]);
  });

  it('fail as the last one failed', async () => {
    const shop = aShop(gpt, own);
    shop.does.set(gpt, 'timeout').set(own, 'malformed');
    await expect(shop.ask()).rejects.toMatchObject({ model: own, reason: 'malformed' });
    expect(shop.log.at(-1)).toMatchObject({ model: own, next: null });
  });

  it('ask nobody else when the answer is not wanted any more', async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'cancelled');
    await expect(shop.ask()).rejects.toMatchObject({ reason: 'cancelled' });
    expect(shop.asked).toEqual([gpt]);
    expect(shop.log).toEqual([]);
  });

  it('pass on what broke in a tool: another model would break it again', async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'breaks');
    await expect(shop.ask()).rejects.toThrow(MalformedInput);
    expect(shop.asked).toEqual([gpt]);
  });
});

describe('a vendor that is down', () => {
  const down = async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'timeout');
    await shop.ask();
    await shop.ask();
    return shop;
  };

  it('is not asked first for half a minute after two failures in a row', async () => {
    const shop = await down();
    shop.at += 29_999;
    expect(await shop.ask()).toBe(claude);
    expect(shop.asked).toEqual([claude]);
  });

  it('is asked before the built-in model while another one is up, and not at all once all are down', async () => {
    const shop = await down();
    shop.does.set(claude, 'overloaded');
    await shop.ask();
    expect(shop.asked).toEqual([claude, gpt, own]);
    await shop.ask();
    expect(shop.asked).toEqual([claude, own]);
    await shop.ask();
    expect(shop.asked).toEqual([own]);
  });

  it('costs no customer of a shop with one key a time-out for half a minute, and is tried again then', async () => {
    const shop = aShop(gpt, own);
    shop.does.set(gpt, 'timeout');
    await shop.ask();
    await shop.ask();
    expect(await shop.ask()).toBe(own);
    expect(shop.asked).toEqual([own]);
    shop.at += 30_000;
    await shop.ask();
    expect(shop.asked).toEqual([gpt, own]);
    shop.at += 30_000;
    shop.does.set(gpt, 'answers');
    expect(await shop.ask()).toBe(gpt);
  });

  it('is asked when it rests and nobody else can answer', async () => {
    const shop = aShop(gpt, own);
    shop.does.set(gpt, 'timeout').set(own, 'malformed');
    for (let times = 0; times < 2; times += 1) await shop.ask().catch(() => undefined);
    shop.does.set(gpt, 'answers');
    expect(await shop.ask()).toBe(gpt);
    expect(shop.asked).toEqual([own, gpt]);
  });

  it('is tried by one question after that, and rests again if it is still down', async () => {
    const shop = await down();
    shop.at += 30_000;
    await shop.ask();
    expect(shop.asked).toEqual([gpt, claude]);
    await shop.ask();
    expect(shop.asked).toEqual([claude]);
  });

  it('is asked first again as soon as it answered', async () => {
    const shop = await down();
    shop.at += 30_000;
    shop.does.set(gpt, 'answers');
    expect(await shop.ask()).toBe(gpt);
    shop.does.set(gpt, 'timeout');
    await shop.ask();
    await shop.ask();
    expect(shop.asked).toEqual([gpt, claude]);
  });

  it('is not one that only refuses to answer', async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'refused');
    for (let times = 0; times < 3; times += 1) await shop.ask();
    expect(shop.asked).toEqual([gpt, claude]);
  });
});

describe('what failed models cost', () => {
  const cost = (costUsd: number): Usage => ({
    inputTokens: 100,
    outputTokens: 10,
    cacheReadTokens: 1,
    costUsd,
  });

  it('is part of what the answer cost, and of the log', async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'truncated');
    shop.costs.set(gpt, cost(0.5)).set(claude, cost(0.25));
    const { usage } = await shop.decide();
    expect(usage).toEqual({ inputTokens: 200, outputTokens: 20, cacheReadTokens: 2, costUsd: 0.75 });
    expect(shop.log).toMatchObject([{ model: gpt, inputTokens: 100, outputTokens: 10, costUsd: 0.5 }]);
  });

  it('is known also when nobody answered', async () => {
    const shop = aShop(gpt, claude);
    shop.does.set(gpt, 'malformed').set(claude, 'refused');
    shop.costs.set(gpt, cost(0.5)).set(claude, cost(0.25));
    await expect(shop.decide()).rejects.toMatchObject({ reason: 'refused', usage: { costUsd: 0.75 } });
    shop.does.set(claude, 'cancelled');
    await expect(shop.decide()).rejects.toMatchObject({ reason: 'cancelled', usage: { costUsd: 0.75 } });
  });
});

describe('when the time of whoever asked is over', () => {
  const over = () => AbortSignal.abort(new DOMException('over', 'TimeoutError'));

  it('the built-in model answers, and no vendor is begun', async () => {
    const shop = aShop(gpt, claude, own);
    expect((await shop.decide(over())).value).toBe(own);
    expect(shop.asked).toEqual([own]);
  });

  it('while a vendor thinks, the built-in model answers and not the next vendor', async () => {
    const shop = aShop(gpt, claude, own);
    shop.does.set(gpt, 'timeout');
    const asker = new AbortController();
    const ends = asker.signal;
    const asked = shop.decide(ends);
    asker.abort(new DOMException('over', 'TimeoutError'));
    expect((await asked).value).toBe(own);
    expect(shop.asked).toEqual([gpt, own]);
  });

  it('a vendor that had little of it is not thought to be down; one that had much is', async () => {
    const shop = aShop(gpt, own);
    shop.does.set(gpt, 'timeout');
    const lateQuestion = async (took: number) => {
      const asker = new AbortController();
      shop.takes = took;
      const asked = shop.decide(asker.signal);
      asker.abort(new DOMException('over', 'TimeoutError'));
      await asked;
      shop.takes = 0;
    };
    for (const took of [4_000, 4_000, 4_000]) await lateQuestion(took);
    await shop.ask();
    expect(shop.asked).toEqual([gpt, own]);
    await lateQuestion(6_000);
    await shop.ask();
    expect(shop.asked).toEqual([own]);
  });

  it('without a built-in model it is a time-out', async () => {
    const shop = aShop(gpt, claude);
    shop.does.set(gpt, 'timeout');
    await expect(shop.decide(over())).rejects.toMatchObject({ reason: 'timeout' });
    expect(shop.asked).toEqual([gpt]);
  });
});

describe('whatever fails and whenever', () => {
  const behaviour = fc.constantFrom<Behaviour>(
    'answers',
    'breaks',
    'timeout',
    'rate-limited',
    'not-allowed',
    'refused',
    'bad-request',
    'cancelled',
  );
  const moment = fc.record({
    passes: fc.integer({ min: 0, max: 40_000 }),
    does: fc.tuple(behaviour, behaviour, behaviour),
  });

  it('a question ends with an answer or the last error, and no model is asked twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 12 }), async (moments) => {
        const shop = aShop(gpt, claude, own);
        for (const { passes, does } of moments) {
          shop.at += passes;
          for (const [at, id] of [gpt, claude, own].entries()) shop.does.set(id, does[at]!);
          const outcome = await shop.ask().catch((error: unknown) => error);
          const last = shop.asked.at(-1)!;
          expect(new Set(shop.asked).size).toBe(shop.asked.length);
          switch (shop.does.get(last)) {
            case 'answers':
              expect(outcome).toBe(last);
              break;
            case 'breaks':
              expect(outcome).toBeInstanceOf(MalformedInput);
              break;
            case 'cancelled':
              expect(outcome).toMatchObject({ model: last, reason: 'cancelled' });
              break;
            default:
              expect(shop.asked).toHaveLength(3);
              expect(outcome).toMatchObject({ model: last, reason: shop.does.get(last) });
          }
        }
      }),
    );
  });
});
