import { beforeAll, expect, it } from 'vitest';
import { builtInModel, warmBuiltIn } from '../../../lib/models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import type { Tool } from '../../../lib/models/llm.ts';
import { routeVerdict } from '../../../lib/turn/route.ts';
import { aDecision, aRequest } from './asking.ts';
import { demoTools } from './demo-shop.ts';
import { hostileTexts } from './hostile-texts.ts';

const embeddings = builtInEmbeddings();
const model = builtInModel({ embeddings });
let tools: Tool[] = [];

/** Two orders of magnitude above the measured time: what would take seconds is a pattern gone quadratic. */
const slow = 1500;

beforeAll(async () => {
  await warmBuiltIn({ embeddings });
  tools = await demoTools(embeddings);
});

it.each(hostileTexts)('$name is routed, and soon', async ({ text }) => {
  const start = performance.now();
  const { value } = await model.decide(
    aDecision(routeVerdict, {
      text,
      history: [{ from: 'customer', text }],
    }),
  );
  expect(performance.now() - start).toBeLessThan(slow);
  expect(value.confidence).toBeGreaterThan(0);
});

it.each(hostileTexts)('$name gets no invented answer, and soon', async ({ text }) => {
  const start = performance.now();
  const { value } = await model.converse(
    aRequest({
      text,
      history: [{ from: 'customer', text }],
      language: 'en',
      tools,
    }),
  );
  expect(performance.now() - start).toBeLessThan(slow);
  if (value.kind === 'answer') for (const claim of value.claims) expect(value.text).toContain(claim.text);
});

it('a wish at the end of a very long mail is still read', async () => {
  const text = `${'I have written all this before. '.repeat(3_000)} I want to talk to a real person.`;
  const { value } = await model.decide(aDecision(routeVerdict, { text, history: [] }));
  expect(value.intent).toBe('human_request');
});
