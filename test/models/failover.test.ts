import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failover } from '../../lib/models/failover.ts';
import { free, type Decision, type LanguageModel } from '../../lib/models/llm.ts';
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

type Behaviour = ModelFailure | 'answers' | 'breaks';

/** A shop's models, each of which does what it is told to; time passes only when a test says so. */
function aShop(...ids: [string, ...string[]]) {
  const shop = { at: 0, does: new Map<string, Behaviour>(), asked: [] as string[], log: [] as LogEvent[] };
  const model = (id: string): LanguageModel => {
    const answer = () => {
      shop.asked.push(id);
      const behaviour = shop.does.get(id) ?? 'answers';
      if (behaviour === 'breaks') throw new MalformedInput('a tool broke');
      if (behaviour !== 'answers') throw new ModelFailed(id, behaviour);
      return { model: id, usage: free };
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
        { event: 'model.failed', task: 'route', model: gpt, reason, ms: 0, next: claude },
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

  it('is still asked before the built-in model', async () => {
    const shop = await down();
    shop.does.set(claude, 'overloaded');
    await shop.ask();
    expect(shop.asked).toEqual([claude, gpt, own]);
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
          expect(shop.asked.indexOf(own)).toBeOneOf([-1, 2]);
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
              expect(outcome).toMatchObject({ model: own, reason: shop.does.get(own) });
          }
        }
      }),
    );
  });
});
