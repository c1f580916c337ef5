import { z } from 'zod';
import { recordTitles } from '../catalog/record-titles.ts';
import { Problem } from '../runtime/api/problem.ts';
import { nothing, route } from '../runtime/api/route.ts';
import type { Db } from '../store/postgres/db.ts';
import { routeVerdict } from './route.ts';
import type { TestBench, Tried } from './test-bench.ts';

export interface TestBenchApiDeps {
  readonly db: Db;
  /** Loads models and graph when somebody tries something out first. */
  readonly testBench: () => Promise<TestBench>;
}

/** A verdict as it is told: what a model said has been read by then. */
const classification = routeVerdict.extend({ language: z.string(), reason: z.string() });

/** What is found, as it is told; `title` is null where the shop has no such record any more. */
export const retrieved = z.strictObject({
  items: z.array(
    z.strictObject({
      kind: z.enum(['product', 'knowledge']),
      id: z.string(),
      score: z.number(),
      title: z.string().nullable(),
    }),
  ),
});

/** What would be said, as it is told. */
export const triedAnswer = z.strictObject({
  text: z.string(),
  /** The title is null where the shop has no such record any more. */
  receipts: z.array(
    z.strictObject({ claim: z.string(), recordId: z.string(), title: z.string().nullable() }),
  ),
  tools: z.array(z.string()),
  escalationReason: z.string().nullable(),
  model: z.string(),
  costUsd: z.number(),
});

const longestText = 6000;
const said = z.strictObject({
  from: z.enum(['customer', 'shop', 'person']),
  text: z.string().min(1).max(longestText),
});

const tried = z.strictObject({
  /** What a customer might write. */
  text: z.string().min(1).max(longestText),
  /** What was said before, oldest first; a text alone is the customer's. */
  context: z.union([z.string().max(longestText), z.array(said).max(40)]).optional(),
  contact: z.strictObject({ labels: z.array(z.string().min(1).max(100)).max(50).optional() }).optional(),
});

const example = { text: 'How much is the oak table lamp?' };

const classify = route({
  method: 'POST',
  path: '/api/test-bench/classify',
  role: 'operator',
  summary: 'What the router makes of words, by the models and prompts of a turn. Nothing is sent or stored.',
  params: nothing,
  query: nothing,
  body: tried,
  example,
  answers: { 200: classification },
  async run({ testBench }: TestBenchApiDeps, { body }) {
    return { status: 200, body: await (await testBench()).classify(triedOf(body)) };
  },
});

const retrieve = route({
  method: 'POST',
  path: '/api/test-bench/retrieve',
  role: 'operator',
  summary: 'Which products and passages of knowledge are found for words, best first.',
  params: nothing,
  query: nothing,
  body: tried,
  example,
  answers: { 200: retrieved },
  async run({ testBench, db }: TestBenchApiDeps, { body }) {
    const found = await (await testBench()).retrieve(triedOf(body));
    const titles = await recordTitles(
      db,
      found.map(({ id }) => id),
    );
    return {
      status: 200,
      body: { items: found.map((item) => ({ ...item, title: titles.get(item.id) ?? null })) },
    };
  },
});

const answer = route({
  method: 'POST',
  path: '/api/test-bench/answer',
  role: 'operator',
  summary:
    'What a customer would be told, on which records, by the graph of a turn. Nothing is sent or stored.',
  params: nothing,
  query: nothing,
  body: tried,
  example,
  answers: { 200: triedAnswer },
  async run({ testBench, db }: TestBenchApiDeps, { body }) {
    const found = await (await testBench()).answer(triedOf(body));
    const titles = await recordTitles(
      db,
      found.receipts.map(({ recordId }) => recordId),
    );
    const receipts = found.receipts.map((one) => ({ ...one, title: titles.get(one.recordId) ?? null }));
    return { status: 200, body: { ...found, receipts, tools: [...found.tools] } };
  },
});

const extract = route({
  method: 'POST',
  path: '/api/test-bench/extract',
  role: 'operator',
  summary: 'Not there yet: answers 404 until leads are qualified from conversations.',
  params: nothing,
  query: nothing,
  body: tried,
  example,
  answers: {},
  run: () =>
    Promise.resolve(new Problem(404, 'Frontdesk does not extract qualifications yet: nothing can be tried.')),
});

export const testBenchRoutes = [classify, retrieve, answer, extract];

function triedOf({ text, context = [], contact }: z.infer<typeof tried>): Tried {
  const said = typeof context === 'string' ? [{ from: 'customer', text: context } as const] : context;
  return { text, labels: contact?.labels ?? [], history: said.filter((one) => one.text !== '') };
}
