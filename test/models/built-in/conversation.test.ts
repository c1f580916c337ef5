import { beforeAll, describe, expect, it } from 'vitest';
import { builtInModel } from '../../../lib/models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../../../lib/models/built-in/embeddings.ts';
import type { Tool, Utterance } from '../../../lib/models/llm.ts';
import { aRequest } from './asking.ts';
import { demoTools, novelties, products } from './demo-shop.ts';

const embeddings = builtInEmbeddings();
const model = builtInModel({ embeddings });
let tools: Tool[] = [];

beforeAll(async () => {
  tools = await demoTools(embeddings, [...products, ...novelties]);
});

async function say(text: string, before: readonly string[] = [], language = 'en'): Promise<string> {
  const history: Utterance[] = before.map((one) => ({ from: 'customer', text: one }));
  const { value } = await model.converse(aRequest({ text, history, language, tools }));
  return value.kind === 'answer' ? value.text : 'unknown';
}

describe('a number', () => {
  it.each([
    ['I want to buy 20 oak table lamps', 'Oak Table Lamp: €89.00'],
    ['I would like to buy 3 towel sets', 'Towel Set: €59.00'],
    ['A lamp for 30 €', 'Oak Table Lamp'],
  ])('of units or of money stands in no product’s way: %s', async (text, answer) => {
    expect(await say(text)).toContain(answer);
  });

  it.each(['I want 30 unicorns', '25', 'do you have 200?', 'I need 30 for 200 €'])(
    'is not looked up among the rules: %s',
    async (text) => {
      expect(await say(text)).toBe('unknown');
    },
  );

  it('of days leaves the rule for returns to be found', async () => {
    expect(await say('can I return after 40 days')).toContain('within 30 days');
  });
});

describe('a question that leans on the one before', () => {
  it.each([
    ['and in teal?', ['velvet cushion in rose?'], 'Velvet Cushion, Teal: €47.00, 3 left'],
    ['how much is it?', ['velvet cushion in rose?', 'and in teal?'], 'Velvet Cushion, Teal: €47.00, 3 left'],
    ['do you have it in fig?', ['do you have candles?'], 'Scented Candle, Fig: €24.00, in stock'],
    [
      'in cedar?',
      ['do you have candles?', 'do you have it in fig?'],
      'Scented Candle, Cedar: €24.00, sold out',
    ],
  ])('is answered by the variant it asks for: %s', async (text, before, answer) => {
    expect(await say(text, before)).toBe(answer);
  });

  it('in a colour that does not exist is answered by those that do', async () => {
    const reply = await say('and in purple?', ['velvet cushion in rose?']);
    expect(reply).toContain('• Rose');
    expect(reply).toContain('• Teal');
  });

  it('leans on what is said in the same message too', async () => {
    expect(await say('Do you have candles? Do you have it in cedar?')).toContain('Scented Candle, Cedar');
  });

  it('stands alone if it names its own thing', async () => {
    expect(await say('and the jute rug?', ['velvet cushion in rose?'])).toContain('Jute Rug');
    expect(await say('and car tyres?', ['velvet cushion in rose?'])).toBe('unknown');
  });
});

it('a product is not answered for by another that speaks of it', async () => {
  expect(await say('Is the table lamp dimmable?')).toBe('unknown');
  expect(await say('Is the arc floor lamp dimmable?')).toContain('The light is dimmable.');
  expect(await say('Is the LED bulb dimmable?')).toContain('A dimmable bulb');
});

it.each(['Haben Sie eine Stehlampe?', 'Ich suche eine Stehleuchte'])(
  'a German compound finds its lamp: %s',
  async (text) => {
    expect(await say(text, [], 'de')).toContain('Arc Floor Lamp');
  },
);
