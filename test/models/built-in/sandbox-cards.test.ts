import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { searchKnowledge, searchProducts } from '../../../lib/catalog/retrieval.ts';
import { builtInModel } from '../../../lib/models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import type { Tool } from '../../../lib/models/llm.ts';
import { routeVerdict } from '../../../lib/turn/route.ts';
import { searchKnowledgeTool } from '../../../lib/turn/tools/search-knowledge.ts';
import { searchProductsTool } from '../../../lib/turn/tools/search-products.ts';
import { seedShop } from '../../../local/seed/seed-shop.ts';
import { aDb } from '../../support/postgres.ts';
import { aDecision, aRequest } from './asking.ts';

const page = new URL('../../../local/chatwoot-simulator/page/prompts.js', import.meta.url);

/** The suggestions as the page has them, so that a new one needs an answer here. */
const cards = [...readFileSync(page, 'utf8').matchAll(/title: '([^']+)',\s+text: '([^']+)'/gu)].map(
  ([, title = '', text = '']) => ({ title, text }),
);

const embeddings = builtInEmbeddings();
const model = builtInModel({ embeddings });
let tools: Tool[] = [];

beforeAll(async () => {
  const shop = { db: await aDb(), embeddings, log: () => {}, now: () => new Date('2026-05-04T12:00:00Z') };
  await seedShop(shop);
  tools = [
    searchProductsTool((query) => searchProducts(shop, { query, limit: 5 })),
    searchKnowledgeTool((query) => searchKnowledge(shop, { query, limit: 5 })),
  ];
}, 120_000);

const expected: Record<string, string> = {
  'Ask for a product': 'answered: Desk Lamp',
  'Ask about delivery': 'answered: Delivery takes 2 to 3 working days.',
  'Ask what it cannot know': 'nothing is said of it',
  'Ask for a person': 'a person',
};

it.each(cards)('the sandbox keeps what its card promises: $title', async ({ title, text }) => {
  const { intent } = (await model.decide(aDecision(routeVerdict, { text }))).value;
  const { value } = await model.converse(aRequest({ text, tools }));
  const outcome =
    intent === 'human_request'
      ? 'a person'
      : value.kind === 'unknown'
        ? 'nothing is said of it'
        : `answered: ${value.text}`;
  const promised = expected[title] ?? 'a card without a promise';
  const [what = '', words = ''] = promised.split(': ');
  expect(outcome).toContain(what);
  expect(outcome).toContain(words);
});

it('there are four cards', () => {
  expect(cards.map(({ title }) => title)).toEqual(Object.keys(expected));
});
