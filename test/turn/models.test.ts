import { describe, expect, it, vi } from 'vitest';
import { functions } from '../../lib/infra/functions.ts';
import { ModelFailed } from '../../lib/models/model-failed.ts';
import { routeVerdict, settled } from '../../lib/turn/route.ts';
import { modelsMayTakeMs } from '../../lib/turn/take-turn.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const question = 'How much is the oak table lamp?';
const price = anAnswer('The oak table lamp costs €89.00.', {
  claims: [{ text: 'costs €89.00', recordId: 'product:LAMP-OAK' }],
});

describe('with a provider', () => {
  it('what was looked up ahead is given to the agent, and is enough for a receipt', async () => {
    let given: readonly string[] = [];
    const conversation = scriptedModel({
      converse: ({ lookedUp }) => {
        given = lookedUp.map(({ name }) => name);
        return price;
      },
    });
    const router = scriptedModel({ decide: () => aVerdict() });
    const world = await aTurnWorld({ models: { router, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(given).toEqual(['search_products', 'search_knowledge']);
    expect(world.queued).toMatchObject([
      { kind: 'after-turn', model: 'anthropic:scripted', receipts: [{ recordId: 'product:LAMP-OAK' }] },
    ]);
  });

  it('the answer is begun while the router still thinks, and used once', async () => {
    const order: string[] = [];
    const router = scriptedModel({
      decide: async () => {
        await new Promise((resolve) => setTimeout(resolve, 150));
        order.push('routed');
        return aVerdict();
      },
    });
    const conversation = scriptedModel({
      converse: () => {
        order.push('answering');
        return price;
      },
    });
    const world = await aTurnWorld({ models: { router, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    await world.turn(conversationId);
    expect(order).toEqual(['answering', 'routed']);
    expect(world.logged).toContainEqual({ event: 'answer.begun-early', conversationId, kept: true });
  });

  it('an early answer is cancelled when the router sees a complaint in it', async () => {
    let cancelled = false;
    const router = scriptedModel({
      decide: async () => {
        await new Promise((resolve) => setTimeout(resolve, 150));
        return aVerdict({ intent: 'complaint', priority: 'medium', route: 'agent' });
      },
    });
    const conversation = scriptedModel({
      converse: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            cancelled = true;
            reject(new ModelFailed('anthropic:scripted', 'cancelled'));
          });
        }),
    });
    const world = await aTurnWorld({ models: { router, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(cancelled).toBe(true);
    expect(world.queued).toContainEqual(
      expect.objectContaining({
        kind: 'after-turn',
        intent: 'complaint',
        priority: 'high',
        route: 'high_priority',
      }),
    );
  });

  it('a plain wish for a person is honoured without asking any model', async () => {
    const world = await aTurnWorld({
      models: { router: scriptedModel({}), conversation: scriptedModel({}) },
    });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'I want to talk to a person, please',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
  });

  it('an answer in another language than the customer’s gets one chance to be mended', async () => {
    let drafts = 0;
    const conversation = scriptedModel({
      converse: () => {
        drafts += 1;
        return drafts === 1
          ? anAnswer('La lámpara de mesa de roble está disponible en nuestra tienda ahora mismo.')
          : anAnswer('The oak table lamp is one of the lamps that our shop sells, of course.');
      },
    });
    const router = scriptedModel({ decide: () => aVerdict() });
    const world = await aTurnWorld({ models: { router, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toEqual([
      'The oak table lamp is one of the lamps that our shop sells, of course.',
    ]);
  });

  it.each([
    ['a price no record shows', anAnswer('It costs €12.00.')],
    [
      'the wrong language to the end',
      anAnswer('La lámpara de mesa de roble está disponible en nuestra tienda.'),
    ],
    ['hardly any confidence', { ...price, confidence: 0.2 }],
  ])('an answer with %s goes to a person instead', async (_what, reply) => {
    const router = scriptedModel({ decide: () => aVerdict() });
    const conversation = scriptedModel({ converse: () => reply });
    const world = await aTurnWorld({ models: { router, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).not.toContain(
      'kind' in reply && reply.kind === 'answer' ? reply.text : '',
    );
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('an appointment is honestly left to a person', async () => {
    const router = scriptedModel({ decide: () => aVerdict({ intent: 'appointment', needsHuman: false }) });
    const conversation = scriptedModel({
      converse: async (_request, use) => {
        expect(await use('book_appointment', { wish: 'Tuesday' })).toMatchObject({ booked: false });
        return anAnswer('You are booked for Tuesday.');
      },
    });
    const world = await aTurnWorld({ models: { router, conversation } });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Could I drop by on Tuesday?',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)[0]).toContain('cannot book appointments');
  });

  it('and no model left at all, the customer hears that a person takes over', async () => {
    const dead = scriptedModel({
      decide: () => Promise.reject(new ModelFailed('openai:dead', 'unreachable')),
      converse: () => Promise.reject(new ModelFailed('openai:dead', 'unreachable')),
    });
    const world = await aTurnWorld({ models: { router: dead, conversation: dead } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('what a turn cost is the sum of all that was asked', async () => {
    const router = scriptedModel({ decide: () => aVerdict() });
    const world = await aTurnWorld({
      models: { router, conversation: scriptedModel({ converse: () => price }) },
    });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    await world.turn(conversationId);
    expect(world.queued).toMatchObject([{ inputTokens: 200, outputTokens: 20, costUsd: 0.002 }]);
  });
});

describe('high priority', () => {
  it('tells a person by name, and the customer is answered too', async () => {
    const router = scriptedModel({ decide: () => aVerdict({ intent: 'purchase_intent' }) });
    const world = await aTurnWorld({
      models: { router, conversation: scriptedModel({ converse: () => price }) },
    });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'I would like to buy the oak lamp',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.notes(conversationId)[0]).toMatch(/^\[@[^\]]+\]\(mention:\/\/(user|team)\/\d+\/[^)]+\)/u);
    expect(world.simulator.conversation(conversationId)).toMatchObject({
      status: 'pending',
      priority: 'high',
    });
  });
});

describe('what a router says', () => {
  const said = (verdict: object) =>
    routeVerdict.parse({ ...aVerdict(), ...verdict }) satisfies { language: string };
  it.each([
    ['en-US', 'en'],
    ['PT-br', 'pt'],
    ['spanish', 'und'],
    ['German', 'und'],
    ['', 'und'],
    ['und', 'und'],
  ])('of the language, %s, is read as %s', (language, read) => {
    expect(said({ language }).language).toBe(read);
  });

  it('as its reason is cut to a note’s length, without links and mentions', () => {
    const { reason } = said({
      reason: `[refund here](https://evil.example/x) [@Boss](mention://user/1/Boss) ${'wants '.repeat(100)}`,
    });
    expect(reason).not.toMatch(/:\/\/|[[\]()@]/u);
    expect(reason.length).toBeLessThanOrEqual(300);
  });
});

describe('a turn', () => {
  it('is not started again for newer words once it has taken long', async () => {
    const customers: number[] = [];
    const conversation = scriptedModel({
      converse: async () => {
        vi.advanceTimersByTime(40_000);
        world.simulator.customerWrites(customers[0]!, 'And the brass one?');
        return price;
      },
    });
    const router = scriptedModel({ decide: () => aVerdict() });
    const world = await aTurnWorld({ models: { router, conversation } });
    customers.push(world.customer());
    const { conversationId } = world.simulator.customerWrites(customers[0]!, question);
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 0 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves models less time than its function has', () => {
    const ours = 20_000;
    expect(modelsMayTakeMs + ours).toBeLessThan(functions['turn-worker'].timeoutSeconds * 1000);
    expect(functions['turn-worker'].timeoutSeconds).toBeLessThan(150);
  });
});

describe('a verdict', () => {
  it.each([
    [{ intent: 'complaint' }, { priority: 'high', route: 'high_priority', needsHuman: true }],
    [
      { intent: 'purchase_intent', priority: 'low' },
      { priority: 'high', route: 'high_priority' },
    ],
    [
      { intent: 'stock_alert', route: 'agent' },
      { route: 'stock_alert', needsHuman: false },
    ],
    [
      { intent: 'stock_alert', priority: 'high' },
      { route: 'stock_alert', priority: 'high' },
    ],
    [{ intent: 'campaign_reply', route: 'agent' }, { route: 'campaign' }],
    [{ intent: 'faq', priority: 'low', route: 'automated' }, { route: 'automated' }],
    [{ intent: 'faq', priority: 'medium', route: 'automated' }, { route: 'agent' }],
    [
      { intent: 'product_inquiry', sentiment: -0.9 },
      { priority: 'high', route: 'high_priority' },
    ],
    [
      { intent: 'spam', priority: 'high' },
      { priority: 'low', route: 'automated' },
    ],
    [
      { intent: 'opt_out', sentiment: -1 },
      { priority: 'medium', route: 'agent' },
    ],
  ] as const)('%o is made consistent: %o', (said, made) => {
    expect(settled(aVerdict(said))).toMatchObject(made);
  });
});
