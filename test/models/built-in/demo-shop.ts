import { z } from 'zod';
import { cosine, words } from '../../../lib/models/built-in/text.ts';
import type { EmbeddingModel, Tool } from '../../../lib/models/llm.ts';

const eur = { currency: 'EUR', url: null as string | null, category: 'Home' };

export const products = [
  {
    ...eur,
    sku: 'LAMP-OAK',
    name: 'Oak Table Lamp',
    description: 'A table lamp with a solid oak base and a linen shade. Takes an E14 bulb up to 40 watts.',
    priceCents: 8900,
    stock: 4,
    url: 'https://shop.example/oak-table-lamp',
    category: 'Lighting',
  },
  {
    ...eur,
    sku: 'LAMP-ARC',
    name: 'Arc Floor Lamp',
    description: 'A tall steel floor lamp that reaches over the sofa. The light is dimmable.',
    priceCents: 15900,
    stock: 0,
    url: 'https://shop.example/arc-floor-lamp',
    category: 'Lighting',
  },
  {
    ...eur,
    sku: 'BLANKET-WOOL',
    name: 'Merino Wool Blanket',
    description: 'Woven from fine merino wool, 130 by 180 cm. Machine washable at 30 degrees.',
    priceCents: 12900,
    stock: 23,
    category: 'Textiles',
  },
  {
    ...eur,
    sku: 'CUSHION-LINEN',
    name: 'Linen Cushion',
    description: 'Stonewashed linen cover with a feather filling.',
    priceCents: 3900,
    stock: 40,
    category: 'Textiles',
    variants: [
      { sku: 'CUSHION-LINEN-SAND', name: 'Sand', priceCents: 3900, stock: 28 },
      { sku: 'CUSHION-LINEN-BLUE', name: 'Blue', priceCents: 3900, stock: 0 },
    ],
  },
  {
    ...eur,
    sku: 'VASE-CERAMIC',
    name: 'Ceramic Vase',
    description: 'Hand-thrown stoneware with a matt glaze, 24 cm high.',
    priceCents: 4500,
    stock: 9,
    category: 'Decoration',
    variants: [
      { sku: 'VASE-CERAMIC-S', name: 'Small', priceCents: 4500, stock: 9 },
      { sku: 'VASE-CERAMIC-L', name: 'Large', priceCents: 6900, stock: 2 },
    ],
  },
  {
    ...eur,
    sku: 'KETTLE-STEEL',
    name: 'Gooseneck Kettle',
    description:
      'A steel kettle with a slim spout for pour-over coffee. Works on gas and induction. Holds 0.9 litres.',
    priceCents: 5900,
    stock: 1,
    category: 'Kitchen',
  },
  {
    ...eur,
    sku: 'CHAIR-ASH',
    name: 'Ash Dining Chair',
    description: 'A stackable chair in solid ash with a woven paper seat. Carries up to 120 kg.',
    priceCents: 21900,
    stock: 12,
    category: 'Furniture',
  },
  {
    ...eur,
    sku: 'TABLE-OAK',
    name: 'Oak Dining Table',
    description: 'Seats six. Solid oak, oiled, 180 by 90 cm.',
    priceCents: 94900,
    stock: 3,
    category: 'Furniture',
  },
  {
    ...eur,
    sku: 'MUG-SET',
    name: 'Stoneware Mug Set',
    description: 'Four mugs for coffee or tea. Dishwasher safe.',
    priceCents: 3400,
    stock: 31,
    category: 'Kitchen',
  },
  {
    ...eur,
    sku: 'RUG-JUTE',
    name: 'Jute Rug',
    description: 'Hand-braided jute, 200 by 140 cm. For indoor use only.',
    priceCents: 17900,
    stock: 0,
    category: 'Textiles',
  },
].map(({ sku, ...rest }) => ({ id: `product:${sku}`, sku, ...rest }));

export const articles = [
  {
    id: 'knowledge:shipping',
    title: 'Shipping and delivery',
    text: 'We ship to all countries of the European Union and to Switzerland. Standard delivery costs 4.90 euros and takes three to five working days. Delivery is free for orders over 80 euros. We do not ship to the United Kingdom at the moment.',
  },
  {
    id: 'knowledge:returns',
    title: 'Returns and refunds',
    text: 'You can return unused items within 30 days of delivery. Write to us for a return label. Refunds go back to the card you paid with, usually five working days after the parcel reaches us. Cut-to-size items cannot be returned.',
  },
  {
    id: 'knowledge:hours',
    title: 'Opening hours',
    text: 'Our shop in Porto is open Monday to Saturday from 10:00 to 19:00. We are closed on Sundays and public holidays.',
  },
  {
    id: 'knowledge:payment',
    title: 'Payment methods',
    text: 'We accept Visa, Mastercard, PayPal, MB Way and bank transfer. We do not offer payment in installments.',
  },
  {
    id: 'knowledge:warranty',
    title: 'Warranty',
    text: 'All furniture and lamps come with a three year warranty. Please keep your invoice as proof of purchase.',
  },
  {
    id: 'knowledge:care',
    title: 'Care for oak and ash',
    text: 'Wipe oiled wood with a damp cloth and dry it at once. Oil it again once a year. Never use soap or glass cleaner on oiled wood.',
  },
  {
    id: 'knowledge:gift',
    title: 'Gift wrapping and gift cards',
    text: 'We wrap any item as a gift for 3 euros. Gift cards are available from 25 to 200 euros and never expire.',
  },
  {
    id: 'knowledge:address',
    title: 'Where we are',
    text: 'Our address is Rua das Flores 112, Porto. The nearest metro station is São Bento.',
  },
  {
    id: 'knowledge:montaje',
    title: 'Montaje de muebles',
    text: 'Montamos los muebles en casa por 39 euros. El montaje se reserva al hacer el pedido.',
  },
];

const query = z.object({ query: z.string() });

/** Things the labelled questions know nothing of, to be added to the shop where a test speaks of them. */
export const novelties: typeof products = [
  {
    ...eur,
    id: 'product:CUSHION-VELVET',
    sku: 'CUSHION-VELVET',
    name: 'Velvet Cushion',
    description: 'Cotton velvet with piped edges.',
    priceCents: 4500,
    stock: 12,
    category: 'Textiles',
    variants: [
      { sku: 'CUSHION-VELVET-ROSE', name: 'Rose', priceCents: 4500, stock: 12 },
      { sku: 'CUSHION-VELVET-TEAL', name: 'Teal', priceCents: 4700, stock: 3 },
    ],
  },
  {
    ...eur,
    id: 'product:CANDLE',
    sku: 'CANDLE',
    name: 'Scented Candle',
    description: 'Soy wax, burns for 40 hours.',
    priceCents: 2400,
    stock: 20,
    category: 'Decoration',
    variants: [
      { sku: 'CANDLE-FIG', name: 'Fig', priceCents: 2400, stock: 20 },
      { sku: 'CANDLE-CEDAR', name: 'Cedar', priceCents: 2400, stock: 0 },
    ],
  },
  {
    ...eur,
    id: 'product:BULB',
    sku: 'BULB-E14',
    name: 'Warm LED Bulb',
    description: 'A dimmable bulb for every table lamp.',
    priceCents: 900,
    stock: 80,
    category: 'Lighting',
  },
  {
    ...eur,
    id: 'product:TOWELS',
    sku: 'TOWELS',
    name: 'Towel Set',
    description: 'Organic cotton, hand and bath size.',
    priceCents: 5900,
    stock: 15,
    category: 'Textiles',
  },
];

/** Both searches over the demo shop, by meaning and by words, as a shop's catalogue would do it. */
export async function demoTools(
  embeddings: EmbeddingModel,
  catalogue: typeof products = products,
): Promise<Tool[]> {
  return [
    await search(embeddings, 'search_products', catalogue, (one) => `${one.name}. ${one.description}`),
    await search(embeddings, 'search_knowledge', articles, (one) => `${one.title}. ${one.text}`),
  ];
}

async function search<T extends { id: string }>(
  embeddings: EmbeddingModel,
  name: string,
  items: readonly T[],
  text: (item: T) => string,
): Promise<Tool> {
  const vectors = await embeddings.embed(items.map(text));
  return {
    name,
    description: `Searches by meaning and words.`,
    input: query,
    async run(input) {
      const asked = query.parse(input).query;
      const [vector = []] = await embeddings.embed([asked]);
      const scored = items.map((item, at) => ({
        ...item,
        score: cosine(vector, vectors[at]!),
        lexical: words(asked).filter((word) => word.length > 2 && words(text(item)).includes(word)).length,
      }));
      const near = [...scored].sort((a, b) => b.score - a.score).slice(0, 5);
      const named = scored
        .filter(({ lexical }) => lexical > 0)
        .sort((a, b) => b.lexical - a.lexical)
        .slice(0, 5);
      return {
        items: [...new Map([...near, ...named].map(({ lexical: _, ...item }) => [item.id, item])).values()],
      };
    },
  };
}
