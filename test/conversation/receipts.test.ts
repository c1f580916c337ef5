import { describe, expect, it } from 'vitest';
import type { Claim, ToolCall } from '../../lib/models/llm.ts';
import { unsupportedFacts } from '../../lib/conversation/receipts.ts';

const oak = {
  id: 'product:LAMP-OAK',
  sku: 'LAMP-OAK',
  name: 'Oak lamp',
  description:
    'Made of 65% recycled oak, 40 cm high. Takes an E14 bulb up to 40 watts. Made since 11.5.2026.',
  priceCents: 8900,
  currency: 'EUR',
  stock: 14,
  url: 'https://shop.example/lamp?a_b=1',
};
const brass = {
  ...oak,
  id: 'product:LAMP-BRASS',
  sku: 'LAMP-BRASS',
  name: 'Brass lamp',
  priceCents: 12900,
  stock: 0,
  url: null,
};
const vase = {
  id: 'product:VASE',
  sku: 'VASE',
  name: 'Ceramic vase',
  description: 'Hand-thrown, 24 cm high.',
  priceCents: 4500,
  currency: 'EUR',
  stock: 11,
  url: null,
  variants: [
    { sku: 'VASE-S', name: 'Small', priceCents: 4500, stock: 9 },
    { sku: 'VASE-L', name: 'Large', priceCents: 6900, stock: 0 },
  ],
};
const shipping = {
  id: 'knowledge:shipping',
  title: 'Shipping',
  text: 'Standard delivery costs 4.90 euros and takes three to five working days. Delivery is free for orders over 50 euros. We are open Monday to Saturday from 10:00 to 19:00, and closed on 24 December. Return within 30 days. 10 % off on your first order. Call +49 30 1234567 or write to help@shop.example.',
};
const search: ToolCall = { name: 'search_products', input: {}, result: { items: [oak, brass, vase] } };
const articles: ToolCall = { name: 'search_knowledge', input: {}, result: { items: [shipping] } };
const toolCalls = [search, articles];

const claim = (text: string, recordId = oak.id): Claim => ({ text, recordId });
const refused = (text: string, recordId: string = oak.id, calls = toolCalls) =>
  unsupportedFacts(text, [claim(text, recordId)], calls);

describe('a reply that claims nothing', () => {
  it.each([
    ...[
      '19 €',
      '**19** €',
      '1**9** €',
      '19\u2009€',
      '19  €',
      '19\u200b €',
      '1\u200b9 €',
      '19\n€',
      '１９ €',
      '١٩ €',
      '19,- €',
      '€19',
      'EUR19',
    ],
    ...[
      '19.90',
      '19',
      'neunzehn Euro',
      'nineteen euros',
      'diecinueve euros',
      'dix-neuf euros',
      'diciannove euro',
      'negentien euro',
      'dezenove euros',
    ],
    ...[
      'quatre-vingt-dix-neuf euros',
      'neunundvierzig Euro',
      'forty-nine dollars',
      'one hundred and five pounds',
      '50 cents',
    ],
    ...[
      '¥1900',
      '1900 JPY',
      '190 kr',
      '190 SEK',
      '19 zł',
      'KWD 19',
      '19.000 COP',
      '19 CAD',
      '19 pesos',
      '19 reais',
      '19 Franken',
      '₹19',
      'R$ 19',
      '₿1',
    ],
    ...[
      '20 percent',
      '20 Prozent',
      '20 por ciento',
      '20 por cento',
      '20 pour cent',
      '20%',
      '20 %',
      '２０％',
      'twenty percent',
      'zwanzig Prozent',
    ],
    ...[
      'half price',
      'zum halben Preis',
      'a mitad de precio',
      'metà prezzo',
      'free shipping',
      'envío gratis',
      'frete grátis',
      'livraison gratuite',
      'kostenloser Versand',
      'versandkostenfrei',
      'spedizione gratuita',
      'gratis verzending',
      'Delivery is free of charge',
    ],
    ...[
      '5 lamps are left',
      'quedan 5',
      'noch 5 Stück',
      'in stock: 4',
      'We have 5 of them',
      'five left',
      'quedan cinco',
      'nog vijf over',
      'Only one left',
      'noch fünf Stück',
    ],
    ...[
      'Yes, it is in stock',
      'Yes, we have it',
      'Ja, auf Lager',
      'Sí, está disponible',
      'Está disponível',
      'C’est en stock',
      'È disponibile',
      'Het is op voorraad',
      'It is sold out',
      'agotado',
      'ausverkauft',
      'épuisé',
      'esaurito',
      'uitverkocht',
      'esgotado',
      'It is not available any more',
    ],
    ...[
      '24 December',
      'December 24th',
      '3. Dezember',
      '12 de marzo',
      'le 12 mars',
      '12 maggio',
      '24.12.2026',
      '24/12',
      '2026-12-24',
      'in December',
      'in May',
      'by Friday',
      'am Freitag',
      'el viernes',
      'na sexta-feira',
      'vendredi',
      'venerdì',
      'op vrijdag',
      'Mon-Fri',
      'It arrives tomorrow',
    ],
    ...[
      'open until 8 pm',
      'ab 20 Uhr',
      'à 20h',
      '10:00',
      '30-day returns',
      'within 30 days',
      'thirty days',
      'dreißig Tage',
      'zwei Wochen',
      'two weeks',
    ],
    ...[
      'See evil.app',
      'bit.ly/x',
      'lampen.ch',
      'LAMPEN.CH',
      'refund@evil.com',
      '+49 151 23456789',
      '[here](//evil.com)',
      'https://evil.example/x',
      'javascript:alert(1)',
      'shop.example.evil.com',
      'еvil.com',
      'tel:112',
      'evil。com',
    ],
  ])('may not say: %s', (text) => {
    expect(unsupportedFacts(text, [], toolCalls)).not.toEqual([]);
    expect(unsupportedFacts(`Good to hear from you, ${text}`, [], toolCalls)).not.toEqual([]);
  });

  it.each([
    'Hello, how can I help you today?',
    'Feel free to ask me anything else.',
    'Would you like to know whether it is available in blue?',
    'We will write to you as soon as the Oak lamp is back in stock.',
    'You may march on: one of our team is available to help you.',
    'Wir haben Ihre Nachricht erhalten und melden uns bei Ihnen.',
    'Le mieux est de voir un de nos conseillers.',
    'Which of these do you mean?\n1. Oak lamp\n2. Brass lamp\n3) Ceramic vase',
  ])('may say what is no fact: %s', (text) => {
    expect(unsupportedFacts(text, [], toolCalls)).toEqual([]);
  });
});

describe('a reply with a claim', () => {
  it.each([
    [oak.id, 'The oak lamp costs €89.00 and 14 are left: https://shop.example/lamp?a_b=1.'],
    [oak.id, 'The Oak lamp costs **€89**. It is in stock (14 left).'],
    [oak.id, 'La lámpara cuesta 89 euros y quedan 14.'],
    [oak.id, 'Kostet 89,- € und ist auf Lager: noch 14 Stück.'],
    [oak.id, 'It costs 89.00 EUR, eighty-nine euros'],
    [
      oak.id,
      'See **https://shop.example/lamp?a_b=1**, “https://shop.example/lamp?a_b=1” or `https://SHOP.example/lamp?a_b=1`!',
    ],
    [oak.id, '[the Oak lamp](https://shop.example/lamp?a_b=1)'],
    [
      oak.id,
      'It is of 65 percent recycled oak, 40 cm high, and takes E14 bulbs of 40 W. Made since 11 May 2026',
    ],
    [brass.id, 'The Brass lamp is sold out'],
    [brass.id, 'Die Brass lamp ist nicht auf Lager'],
    [vase.id, 'Small costs €45 and Large costs €69'],
    [vase.id, '€45 (Small) / €69 (Large)'],
    [vase.id, 'Small is in stock: 9 left. Large is sold out'],
    [vase.id, 'It comes in 2 sizes, from €45 to €69'],
    [
      shipping.id,
      'Delivery costs €4.90 and takes 3 to 5 working days, and is free for orders over 50 euros.',
    ],
    [shipping.id, 'El envío cuesta 4,90 € y tarda de tres a cinco días'],
    [shipping.id, 'We are open on Tuesdays from 10 am to 7 pm, not on December 24.'],
    [shipping.id, 'Wir haben Montag bis Samstag von 10 bis 19 Uhr geöffnet'],
    [shipping.id, 'Cerramos el 24 de diciembre'],
    [shipping.id, 'You have 30 days: call +49 (30) 1234567 or HELP@shop.example'],
    [shipping.id, 'Delivery of the lamp costs €4.90'],
    [shipping.id, '10% off on your first order'],
  ])('may say what its record does: %s %s', (recordId, text) => {
    expect(refused(text, recordId)).toEqual([]);
  });

  it.each([
    ['another price', oak.id, 'It costs €4.99'],
    ['a tenth of the price', oak.id, 'It costs €8.90'],
    ['a hundred times the price', oak.id, 'It costs 8,900 €'],
    ['another currency', oak.id, 'It costs $89.00'],
    ['another currency', oak.id, 'It costs 89 GBP'],
    ['two currencies', oak.id, 'It costs €89 GBP'],
    ['the stock as a price', oak.id, 'It costs 14 €'],
    ['the stock as a length', oak.id, 'It is 14 cm high'],
    ['the price as stock', oak.id, '8900 left'],
    ['a length as stock', oak.id, '40 left'],
    ['a power as a price', oak.id, 'It costs 40'],
    ['the stock as a percentage', oak.id, '14 % off'],
    ['recycled oak as a discount', oak.id, '65% off'],
    ['a part of a percentage', oak.id, '5% off'],
    ['a part of a date', oak.id, 'Made on 1.5.20'],
    ['half of a link', oak.id, 'See https://shop.example/la'],
    ['another path', oak.id, 'See shop.example/sale'],
    ['another bulb', oak.id, 'Takes an E27 bulb'],
    ['what is sold out as in stock', brass.id, 'Yes, the Brass lamp is in stock'],
    ['what is in stock as sold out', oak.id, 'The Oak lamp is sold out'],
    ['a sold-out variant as in stock', vase.id, 'Large is in stock'],
    ['one variant’s price for another', vase.id, 'Large costs €45'],
    ['one variant’s price for another, one sentence on', vase.id, 'You asked for Large. It costs €45'],
    ['another product’s price', oak.id, 'The Brass lamp costs €89'],
    ['an article’s price for a product', shipping.id, 'The lamp costs €50'],
    ['an article’s price for a product', shipping.id, 'The Oak lamp costs €4.90'],
    ['days as a price', shipping.id, 'It costs 30'],
    ['days as years', shipping.id, '30 years of warranty'],
    ['days as weeks', shipping.id, 'Takes three to five weeks'],
    ['the evening as the morning', shipping.id, 'Open until 7 am'],
    ['a day on which it is closed', shipping.id, 'Open on Sunday'],
    ['another day', shipping.id, 'Closed on 25 December'],
    ['free returns for free delivery', shipping.id, 'Returns are free'],
    ['another number', shipping.id, 'Call +49 30 1234568'],
  ])('may not state %s: %s %s', (_what, recordId, text) => {
    expect(refused(text, recordId)).not.toEqual([]);
  });

  it('claims one place only', () => {
    const text = 'Oak lamp €89. Brass lamp €89 too';
    expect(unsupportedFacts(text, [claim('€89')], toolCalls)).toEqual(['€89']);
    expect(unsupportedFacts(text, [claim('€89'), claim('€89')], toolCalls)).toEqual(['€89']);
    expect(unsupportedFacts(text, [claim(text)], toolCalls)).toEqual(['€89']);
    expect(unsupportedFacts(text, [claim('€89'), claim('€89', brass.id)], toolCalls)).toEqual(['€89']);
  });

  it('needs its words to be in the reply and its record to be looked up', () => {
    expect(unsupportedFacts('It costs €89.', [claim('It costs €890')], toolCalls)).toEqual(['€89']);
    expect(unsupportedFacts('It costs €890.', [claim('It costs €89')], toolCalls)).toEqual(['€890']);
    expect(unsupportedFacts('It costs €89.', [claim('€89', 'product:OTHER')], toolCalls)).toEqual(['€89']);
  });
});

describe('what was read of one product in several looks', () => {
  const read = (sku: string, variantName: string, priceCents: number, stock: number): ToolCall => ({
    name: 'check_stock',
    input: { sku },
    result: {
      items: [
        {
          id: vase.id,
          sku,
          productSku: vase.sku,
          name: vase.name,
          variantName,
          priceCents,
          currency: 'EUR',
          stock,
          url: null,
        },
      ],
    },
  });
  const calls = [search, read('VASE-S', 'Small', 4500, 8), read('VASE-L', 'Large', 7100, 3)];

  it('is put together', () => {
    expect(refused('The vase is 24 cm high. Small: €45.00, 8 left', vase.id, calls)).toEqual([]);
    expect(refused('Large: €71.00, 3 left, in stock', vase.id, calls)).toEqual([]);
    expect(refused('It costs €71.00', vase.id, calls)).toEqual([]);
  });

  it('and what was read last is what holds', () => {
    expect(refused('Small: 9 left', vase.id, calls)).toEqual(['9']);
    expect(refused('Large: €69.00', vase.id, calls)).toEqual(['€69.00']);
    expect(refused('Large is sold out', vase.id, calls)).toEqual(['sold out']);
  });
});

it('a colour that is another product’s name is a colour still', () => {
  const olive = { ...oak, id: 'product:BOARD', sku: 'BOARD', name: 'Olive board' };
  const curtain = {
    ...vase,
    name: 'Linen curtain',
    variants: [{ sku: 'C-O', name: 'Olive', priceCents: 8800, stock: 0 }],
  };
  const calls: ToolCall[] = [{ name: 'search_products', input: {}, result: { items: [olive, curtain] } }];
  expect(refused('Linen curtain, Olive: €88.00, sold out', vase.id, calls)).toEqual([]);
});

it('a mark within a product’s name ends no condition', () => {
  const text = 'We will write to you as soon as Ceramic vase, Large is back in stock.';
  expect(unsupportedFacts(text, [], toolCalls)).toEqual([]);
});

it('a figure after a sentence about euros is no price', () => {
  const points = {
    id: 'knowledge:points',
    title: 'Club',
    text: 'Collect 1 point per euro. 100 points are worth 5 €.',
  };
  const calls: ToolCall[] = [{ name: 'search_knowledge', input: {}, result: { items: [points] } }];
  expect(refused('100 points are worth 5 €.', points.id, calls)).toEqual([]);
});

describe('without a record', () => {
  it('the shop may be called by its name', () => {
    const text = 'This is lamps.com, lamps.com!';
    expect(unsupportedFacts(text, [], [], { names: ['Lamps.com'] })).toEqual([]);
    expect(unsupportedFacts('See lamps.com/x', [], [], { names: ['lamps.com'] })).toEqual(['lamps.com/x']);
    expect(unsupportedFacts('Studio 54 says: 54 €', [], [], { names: ['Studio 54'] })).toEqual(['54 €']);
  });

  it('what the customer wrote may be repeated, but no price, time or link they wish for', () => {
    const customersWords =
      'Order 4711, size 42, ana@mail.example: 1 euro, 60 days, 90% off, see evil.app on Friday';
    const said = (text: string) => unsupportedFacts(text, [], [], { customersWords });
    expect(said('Thank you for order 4711 in 42, ana@mail.example.')).toEqual([]);
    for (const text of [
      'It costs 1 euro',
      'within 60 days',
      '90% off',
      'see evil.app',
      'on Friday',
      '42 left',
    ])
      expect(said(text), text).not.toEqual([]);
  });

  it('a product may be named with its figures, which prove nothing else', () => {
    const card = { ...oak, id: 'product:CARD', sku: 'CARD-20', name: 'Gift Card 20' };
    const calls: ToolCall[] = [{ name: 'search_products', input: {}, result: { items: [card] } }];
    expect(unsupportedFacts('Do you mean the Gift Card 20 (CARD-20)?', [], calls)).toEqual([]);
    expect(unsupportedFacts('The Gift Card 20 €', [], calls)).toEqual(['20 €']);
  });
});
