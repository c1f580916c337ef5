import type { ArticleInput } from '../../lib/catalog/knowledge.ts';

const written: [source: string, title: string, text: string][] = [
  [
    'shipping',
    'Shipping costs and delivery times',
    'Shipping within Germany costs 4.90 €. Orders of 60 € or more ship free. Delivery takes 2 to 3 working days.\n\nWithin the European Union shipping costs 9.90 € and takes 4 to 6 working days. We do not ship outside the European Union at the moment.',
  ],
  [
    'returns',
    'Returns',
    'You may return anything within 30 days after delivery. Things must be unused and in their packaging.\n\nThe return label is in the parcel; returns within Germany are free. The money is back on your account within 7 working days after the parcel has reached us.',
  ],
  [
    'warranty',
    'Warranty',
    'All lamps have a warranty of 3 years, everything else of 2 years. The warranty covers defects of material and workmanship. It does not cover broken glass or worn cables.',
  ],
  [
    'payment',
    'Payment',
    'You can pay by credit card, PayPal, Apple Pay, bank transfer and, within Germany, by invoice. An invoice is due 14 days after delivery.',
  ],
  [
    'opening-hours',
    'Opening hours of the showroom',
    'The showroom is open Monday to Friday from 10:00 to 18:00 and Saturday from 10:00 to 16:00. It is closed on Sundays and public holidays.\n\nYou find it at Lampenweg 12 in Hamburg; the bus stop in front of the door is Alter Markt.',
  ],
  [
    'gift-cards',
    'Gift cards',
    'Gift cards are available from 20 € to 250 €. They come by e-mail, are valid for 3 years and can be used in several orders.',
  ],
  [
    'gift-wrapping',
    'Gift wrapping',
    'We wrap orders as a gift for 3.50 €. Tick the box in the basket and write a card of up to 200 characters.',
  ],
  [
    'linen-care',
    'Washing and caring for linen',
    'Wash linen at 40 °C with a mild detergent and without bleach. Dry it on the line; the dryer shortens its life. Linen becomes softer with each wash and needs no ironing.',
  ],
  [
    'wool-care',
    'Washing and caring for wool',
    'Air wool blankets outdoors instead of washing them often. If needed, wash them by hand or in the wool programme at 30 °C and dry them flat.',
  ],
  [
    'cast-iron-care',
    'Caring for cast iron',
    'Let the casserole cool before you wash it. Use hot water and a soft brush, no dishwasher. Dry it well so that the rim does not rust.',
  ],
  [
    'bulbs',
    'Which bulb fits my lamp',
    'Our table and floor lamps have an E27 socket and take bulbs of up to 40 watts, or LED bulbs of up to 12 watts. The LED Reading Lamp has a built-in light source that we replace for free during the warranty.',
  ],
  [
    'installation',
    'Installing pendant and wall lamps',
    'Pendant lamps and wall lights are connected to the mains. Have them installed by an electrician. Screws and a ceiling hook are in the box.',
  ],
  [
    'change-order',
    'Changing or cancelling an order',
    'An order can be changed or cancelled until it is packed, usually until 14:00 on the day of the order. The link to do so is in the confirmation e-mail.',
  ],
  [
    'sustainability',
    'Materials and packaging',
    'Our wood is FSC certified and our cotton is organic. Parcels are made of recycled cardboard and contain no plastic.',
  ],
  [
    'newsletter',
    'Newsletter',
    'The newsletter comes twice a month. Subscribers get 10 % off their first order. Every issue has a link to unsubscribe.',
  ],
];

/** What the demo shop knows besides its products, one short article a topic. */
export const demoArticles: ArticleInput[] = written.map(([source, title, text]) => ({
  source: `demo:${source}`,
  title,
  text,
}));
