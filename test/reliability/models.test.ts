import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import { builtInModel } from '../../lib/models/built-in/built-in-model.ts';
import { failover } from '../../lib/models/failover.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import { aModel, aRequest, vendors } from '../models/provider/adapters.ts';
import { aModelServer, anAnswer, type Brain, type ModelReply } from '../support/model-server.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const question = 'How much is the oak table lamp?';
const builtIn = builtInModel({ embeddings: builtInEmbeddings() });
/** A model that hangs is given up after this in these tests; deployed after 8 and 25 seconds. */
const shortPatience = { decideMs: 600, converseMs: 600 };

const price = anAnswer('The oak table lamp costs €89.00.', {
  claims: [{ text: 'costs €89.00', recordId: 'product:LAMP-OAK' }],
});
const verdict = {
  intent: 'product_inquiry',
  priority: 'medium',
  sentiment: 0,
  language: 'en',
  route: 'agent',
  confidence: 0.9,
  needsHuman: false,
  reason: 'asks for a price',
};

const healthy: Brain = (request) => (request.task === 'route' ? { json: verdict } : price);

const faults: [string, ModelReply][] = [
  ['slow beyond our patience', { ...price, afterMs: 1500 }],
  ['429', { fault: { status: 429 } }],
  ['429 for a minute', { fault: { status: 429, retryAfterSeconds: 60 } }],
  ['500', { fault: { status: 500 } }],
  ['529', { fault: { status: 529 } }],
  ['401', { fault: { status: 401 } }],
  ['a hang', { fault: 'hang' }],
  ['a cut connection', { fault: 'cut' }],
  ['invalid JSON', { text: '{"text": "It costs €1.00' }],
  ['another form', { json: { text: 'It costs €1.00.' } }],
  ['a proxy’s page', { fault: 'html' }],
  ['a truncated answer', { fault: 'truncated' }],
  ['a refusal', { fault: 'refusal' }],
];

/** A shop that asks Claude, then GPT, then the built-in model, as the container puts them in a row. */
async function aShop(brains: Record<(typeof vendors)[number]['vendor'], Brain>) {
  const logged: LogEvent[] = [];
  const models = await Promise.all(
    vendors.map(async ({ vendor, modelId }) => {
      const server = await aModelServer({ brain: brains[vendor] });
      onTestFinished(() => server.close());
      const patience = brains[vendor] === healthy ? {} : { patience: shortPatience };
      return aModel({ vendor, modelId, server, ...patience }).model;
    }),
  );
  const [first, second] = models;
  if (first === undefined || second === undefined) throw new Error('There are two vendors');
  const all = failover({
    models: [first, second, builtIn],
    log: (event) => void logged.push(event),
    now: () => performance.now(),
  });
  const world = await aTurnWorld({ models: { router: all, conversation: all, extraction: all } });
  const { conversationId } = world.simulator.customerWrites(world.customer(), question);
  return { world, conversationId, logged };
}

// The SDKs are loaded at the first question; their loading must not eat the short patience of a test.
beforeAll(async () => {
  const server = await aModelServer({ brain: () => price });
  await Promise.all(
    vendors.map(({ vendor, modelId }) => aModel({ vendor, modelId, server }).model.converse(aRequest())),
  );
  await server.close();
});

describe.each(faults)('a model that gives %s', (_what, fault) => {
  it('is unseen by the customer while the other vendor answers', async () => {
    const { world, conversationId, logged } = await aShop({ anthropic: () => fault, openai: healthy });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toEqual(['The oak table lamp costs €89.00.']);
    expect(world.queued).toMatchObject([{ kind: 'after-turn', model: 'openai:gpt-6-luna' }]);
    expect(logged.map(({ event }) => event)).toContain('model.failed');
  });

  it('and so does the other vendor’s: the built-in model quotes the catalogue', async () => {
    const { world, conversationId } = await aShop({ anthropic: () => fault, openai: () => fault });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.said(conversationId)[0]).toContain('€89.00');
    expect(world.queued).toMatchObject([{ kind: 'after-turn', model: 'built-in' }]);
  });
});
