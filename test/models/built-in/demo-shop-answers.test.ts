import { beforeAll, describe, expect, it } from 'vitest';
import questions from '../../../evals/routing/demo-shop-questions.json' with { type: 'json' };
import { searchKnowledge, searchProducts } from '../../../lib/catalog/retrieval.ts';
import { builtInModel } from '../../../lib/models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import type { Tool, Utterance } from '../../../lib/models/llm.ts';
import { unsupportedFacts } from '../../../lib/conversation/receipts.ts';
import { searchKnowledgeTool } from '../../../lib/turn/tools/search-knowledge.ts';
import { searchProductsTool } from '../../../lib/turn/tools/search-products.ts';
import { demoArticles } from '../../../local/seed/articles.ts';
import { seedShop } from '../../../local/seed/seed-shop.ts';
import { aDb } from '../../support/postgres.ts';
import { aRequest } from './asking.ts';

const embeddings = builtInEmbeddings();
const model = builtInModel({ embeddings });
const sourceOf = new Map(demoArticles.map(({ title, source }) => [title, `knowledge:${source}`]));
let tools: Tool[] = [];

beforeAll(async () => {
  const shop = { db: await aDb(), embeddings, log: () => {}, now: () => new Date('2026-05-04T12:00:00Z') };
  await seedShop(shop);
  tools = [
    searchProductsTool((query) => searchProducts(shop, { query, limit: 5 })),
    searchKnowledgeTool((query) => searchKnowledge(shop, { query, limit: 5 })),
  ];
}, 120_000);

interface Told {
  text: string;
  unsupported: string[];
  /** Of products their ids, of passages the article they are from. */
  about: Set<string>;
}

async function ask(text: string, language = 'en', before: readonly string[] = []): Promise<Told> {
  const history: Utterance[] = before.map((said) => ({ from: 'customer', text: said }));
  const { value, toolCalls } = await model.converse(aRequest({ text, language, history, tools }));
  if (value.kind === 'unknown') return { text: 'unknown', unsupported: [], about: new Set() };
  const found = toolCalls.flatMap(
    ({ result }) => (result as { items: { id: string; title?: string }[] }).items,
  );
  const named = new Map(found.map(({ id, title }) => [id, sourceOf.get(title ?? '') ?? id]));
  return {
    text: value.text,
    unsupported: unsupportedFacts(value.text, value.claims, toolCalls),
    about: new Set(value.claims.map(({ recordId }) => named.get(recordId) ?? recordId)),
  };
}

describe('the whole demo shop, by its own search', () => {
  let told: { question: (typeof questions)[number]; reply: Told }[] = [];

  beforeAll(async () => {
    told = [];
    for (const question of questions) {
      told.push({ question, reply: await ask(question.text, question.language) });
    }
  }, 120_000);

  it('an answer is about the right record, and none is given where the shop does not say it', () => {
    const wrong = told.filter(
      ({ question, reply }) => reply.about.size > 0 && !question.answers.some((one) => reply.about.has(one)),
    );
    expect(wrong.map(({ question, reply }) => `${question.text} → ${reply.text}`)).toEqual([]);
  });

  // Measured: 61 of 62 of the questions the rules were written against, 29 of 37 of the others, whose first wrong answers
  // led to rules too.
  it.each([
    ['tuning', 0.95],
    ['held-out', 0.72],
    // What customers ask in five more languages, and the sandbox's own suggestions: 36 of 43, 24 of them without articles
    // in their language.
    ['standing', 0.8],
  ])('most questions with an answer are answered (%s)', (set, floor) => {
    const answerable = told.filter(({ question }) => question.set === set && question.answers.length > 0);
    const answered = answerable.filter(({ reply }) => reply.about.size > 0);
    expect(answered.length / answerable.length).toBeGreaterThanOrEqual(floor);
  });

  it('every price, stock, figure and link is that of its record', () => {
    const unsupported = told.flatMap(({ reply }) =>
      reply.unsupported.map((fact) => `${fact} in: ${reply.text}`),
    );
    expect(unsupported).toEqual([]);
  });
});

it.each([
  ['how tall is the oak floor lamp?', '150 cm high'],
  ['What are the dimensions of the oak side table?', '45 cm across and 50 cm high'],
  ['how big is the round wall mirror', '60 cm across'],
  ['When do you open on Tuesday?', 'Monday to Friday from 10:00'],
  ['Is the ceramic table lamp available in green?', 'Sage green: €79.00, sold out'],
  ['Do you have the waffle bathrobe in L?', 'Size L: €85.00, sold out'],
])('says what is asked: %s', async (text, answer) => {
  expect((await ask(text)).text).toContain(answer);
});

it.each([
  'how wide is the oak bench?',
  'How heavy is the linen tablecloth?',
  'Do you have the seagrass basket in blue?',
  'Do you have an oak bed?',
])('does not answer past the question: %s', async (text) => {
  expect((await ask(text)).text).toBe('unknown');
});

describe('what is quoted', () => {
  it('says no where the shop does, not what it costs elsewhere', async () => {
    expect((await ask('¿cuánto cuesta el envío a Canarias?', 'es')).text).toBe(
      'No enviamos a Canarias, Ceuta ni Melilla.',
    );
  });

  it('stands alone', async () => {
    expect((await ask('Do you deliver to the Canary Islands?')).text).toMatch(
      /^Parcels to Spain and Portugal .* They do not go to the Canary Islands/u,
    );
  });

  it.each(['How much is shipping to Japan?', 'how much is standard shipping to japan?'])(
    'never speaks of another place: %s',
    async (text) => {
      expect((await ask(text)).text).toBe('unknown');
    },
  );

  it.each(['How long does delivery take, and what does it cost?', 'What is the delivery time?'])(
    'is the usual delivery unless express is asked for: %s',
    async (text) => {
      const { text: said } = await ask(text);
      expect(said).toContain('Delivery takes 2 to 3 working days.');
      expect(said).not.toContain('12.90');
    },
  );

  it('asked for express is express', async () => {
    expect((await ask('How much is express delivery?')).text).toContain('12.90 €');
  });
});

it('"in stock" is asked of the product spoken of last, whatever else was asked since', async () => {
  const before = ['Tell me about the oak table lamp', 'opening hours?'];
  expect((await ask('is it in stock?', 'en', before)).text).toContain('Oak Table Lamp: €89.00, in stock');
  expect((await ask('is it in stock?', 'en', ['opening hours?'])).text).toBe('unknown');
});

it.each([
  ['a cosy oak table lamp', 'Oak Table Lamp'],
  ['Do you have a nice warm sofa?', 'unknown'],
  ['Do you have a waterproof oak table lamp?', 'unknown'],
])('a word of taste is no property: %s', async (text, answer) => {
  expect((await ask(text)).text).toContain(answer);
});
