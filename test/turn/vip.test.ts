import { describe, expect, it } from 'vitest';
import type { LanguageModel } from '../../lib/models/llm.ts';
import { inLightOf } from '../../lib/turn/route.ts';
import { testBench } from '../../lib/turn/test-bench.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const question = 'How much is the oak table lamp?';
const price = anAnswer('The oak table lamp costs €89.00.', {
  claims: [{ text: 'costs €89.00', recordId: 'product:LAMP-OAK' }],
});

/** A customer has written, and the team has labelled them. */
async function aLabelled(world: TurnWorld, text: string, label = 'VIP'): Promise<number> {
  const { conversationId } = world.simulator.customerWrites(world.customer(), text);
  const { contact } = await world.chatwoot.conversation(conversationId);
  await world.chatwoot.addContactLabels(contact.id, ['newsletter', label]);
  return conversationId;
}

/** How often a turn asked Chatwoot for labels. */
function countingLabels(world: TurnWorld): { count: number } {
  const asked = { count: 0 };
  const read = world.chatwoot.contactLabels;
  world.chatwoot.contactLabels = (contactId) => {
    asked.count += 1;
    return read(contactId);
  };
  return asked;
}

const slowly = (): LanguageModel =>
  scriptedModel({
    decide: async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return aVerdict();
    },
  });

describe('a customer whom the team labelled vip', () => {
  it('is high priority with a plain question: a person is told why, and the answer comes all the same', async () => {
    const world = await aTurnWorld();
    const conversationId = await aLabelled(world, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)[0]).toContain('89');
    expect(world.notes(conversationId)).toEqual([expect.stringContaining('labelled vip')]);
    expect(world.simulator.conversation(conversationId)).toMatchObject({
      status: 'pending',
      priority: 'high',
    });
    expect(world.queued).toMatchObject([
      { kind: 'after-turn', priority: 'high', route: 'high_priority', outcome: 'answered' },
    ]);
  });

  it('has the answer that was begun before the router had spoken', async () => {
    let drafts = 0;
    const conversation = scriptedModel({
      converse: () => {
        drafts += 1;
        return price;
      },
    });
    const world = await aTurnWorld({ models: { router: slowly(), conversation } });
    const conversationId = await aLabelled(world, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(drafts).toBe(1);
    expect(world.logged).toContainEqual({ event: 'answer.begun-early', conversationId, kept: true });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ priority: 'high' });
  });

  it('is high priority for the person who looks at what they sent', async () => {
    const world = await aTurnWorld();
    const conversationId = await aLabelled(world, '[image]');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open', priority: 'high' });
  });

  it('still has a wish to be told noted as everybody’s is', async () => {
    const world = await aTurnWorld();
    const conversationId = await aLabelled(world, 'Please tell me when the brass wall lamp is back in stock');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.queued).toContainEqual(expect.objectContaining({ kind: 'stock-alert' }));
    expect(world.queued).toContainEqual(
      expect.objectContaining({ kind: 'after-turn', priority: 'high', route: 'stock_alert' }),
    );
  });

  it.each([
    ['says hello', 'Hello!'],
    ['wants a person', 'I want to talk to a person, please'],
    ['says stop', 'STOP'],
  ])('costs no look at their labels when they %s', async (_what, text) => {
    const world = await aTurnWorld();
    const conversationId = await aLabelled(world, text);
    const asked = countingLabels(world);
    await world.turn(conversationId);
    expect(asked.count).toBe(0);
    const [note = ''] = world.notes(conversationId);
    expect(note).not.toContain('vip');
  });
});

describe('a customer with other labels', () => {
  it('is as urgent as what they ask', async () => {
    const world = await aTurnWorld();
    const conversationId = await aLabelled(world, question, 'vip-lounge');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.queued).toMatchObject([{ kind: 'after-turn', priority: 'medium', route: 'agent' }]);
    expect(world.notes(conversationId)).toEqual([]);
  });
});

describe('labels that Chatwoot', () => {
  it('will not show cost nobody an answer', async () => {
    const world = await aTurnWorld();
    const conversationId = await aLabelled(world, question);
    world.simulator.faults.rest({ method: 'GET', path: /\/labels$/, times: 9, kind: { status: 404 } });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.queued).toMatchObject([{ kind: 'after-turn', priority: 'medium' }]);
    expect(world.logged).toContainEqual({
      event: 'labels.unread',
      conversationId,
      failure: expect.objectContaining({ name: 'UpstreamRefused' }),
    });
  });

  it('cannot show now are read at the next attempt, and the answer begun meanwhile is not said', async () => {
    const world = await aTurnWorld({
      models: { router: slowly(), conversation: scriptedModel({ converse: () => price }) },
    });
    const conversationId = await aLabelled(world, question);
    world.simulator.faults.rest({ method: 'GET', path: /\/labels$/, times: 1, kind: { status: 503 } });
    await expect(world.turn(conversationId)).rejects.toMatchObject({ name: 'UpstreamUnavailable' });
    expect(world.said(conversationId)).toEqual([]);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ priority: 'high' });
  });
});

describe('the test bench', () => {
  it.each([
    [question, { priority: 'high', route: 'high_priority', intent: 'product_inquiry' }],
    ['Please tell me when the brass wall lamp is back in stock', { priority: 'high', route: 'stock_alert' }],
    ['Hello!', { priority: 'low' }],
  ])('says of a vip who asks "%s" what a turn makes of it', async (text, verdict) => {
    const world = await aTurnWorld();
    const bench = testBench(world.deps);
    const tried = await bench.classify({ text, labels: ['vip'], history: [] });
    expect(tried).toMatchObject(verdict);
    await world.turn(await aLabelled(world, text));
    const { priority, route, intent, reason } = tried;
    expect(world.queued).toContainEqual(expect.objectContaining({ priority, route, intent, reason }));
  });

  it('shows a model no labels, because a turn shows it none', async () => {
    const shown: string[] = [];
    const router = scriptedModel({
      decide: ({ history }) => {
        shown.push(...history.map(({ text }) => text));
        return aVerdict();
      },
    });
    const conversation = scriptedModel({
      converse: ({ history }) => {
        shown.push(...history.map(({ text }) => text));
        return price;
      },
    });
    const world = await aTurnWorld({ models: { router, conversation } });
    const tried = { text: question, labels: ['vip', 'wholesale'], history: [] };
    expect(await testBench(world.deps).classify(tried)).toMatchObject({ priority: 'high' });
    expect((await testBench(world.deps).answer(tried)).text).toContain('€89.00');
    expect(shown).toEqual([]);
  });
});

describe('a verdict in the light of the label vip', () => {
  it.each([
    [
      { intent: 'faq', priority: 'low', route: 'automated' },
      { priority: 'high', route: 'high_priority' },
    ],
    [
      { intent: 'campaign_reply', route: 'campaign' },
      { priority: 'high', route: 'high_priority' },
    ],
    [
      { intent: 'stock_alert', route: 'stock_alert' },
      { priority: 'high', route: 'stock_alert' },
    ],
    [
      { intent: 'spam', priority: 'low', route: 'automated' },
      { priority: 'low', route: 'automated' },
    ],
    [{ intent: 'opt_out' }, { priority: 'medium', route: 'agent' }],
    [
      { intent: 'greeting_smalltalk', priority: 'low', route: 'automated' },
      { priority: 'low', route: 'automated' },
    ],
  ] as const)('of %o is %o', (said, made) => {
    expect(inLightOf(['Vip'], aVerdict(said))).toMatchObject({ ...made, needsHuman: false });
  });

  it('says so in its reason, which stays short enough for a note', () => {
    const { reason } = inLightOf(['vip'], aVerdict({ reason: 'why '.repeat(75) }));
    expect(reason).toMatch(/^The contact is labelled vip\. why/u);
    expect(reason.length).toBeLessThanOrEqual(300);
  });
});
