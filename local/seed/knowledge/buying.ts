import type { DemoArticle } from './article.ts';

/** What holds for buying, paying and shipping. */
export const buyingRules: readonly DemoArticle[] = [
  [
    'shipping',
    'Shipping costs and delivery times',
    'Shipping within Germany costs 4.90 €. Orders of 60 € or more ship free. Delivery takes 2 to 3 working days.\n\nWithin the European Union shipping costs 9.90 € and takes 4 to 6 working days. We do not ship outside the European Union at the moment.',
  ],
  [
    'payment',
    'Payment',
    'You can pay by credit card, PayPal, Apple Pay, bank transfer and, within Germany, by invoice. An invoice is due 14 days after delivery.',
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
    'change-order',
    'Changing or cancelling an order',
    'An order can be changed or cancelled until it is packed, usually until 14:00 on the day of the order. The link to do so is in the confirmation e-mail.',
  ],
  [
    'newsletter',
    'Newsletter',
    'The newsletter comes twice a month. Subscribers get 10 % off their first order. Every issue has a link to unsubscribe.',
  ],
  [
    'express',
    'Express delivery',
    'Express delivery within Germany costs 12.90 € and takes 1 working day if you order before 12:00. It is not available for furniture and rugs.',
  ],
  [
    'bulky-goods',
    'Delivery of furniture and large rugs',
    'Furniture and rugs above 160 cm are delivered by a forwarding company for 39 €. The driver calls you beforehand and carries the goods to the door of your building.',
  ],
  [
    'switzerland',
    'Shipping to Switzerland, the United Kingdom and Norway',
    'We do not ship to Switzerland, the United Kingdom or Norway at the moment, because we cannot clear the customs for you. You may have a parcel forwarded from an address in Germany.',
  ],
  [
    'spain-portugal',
    'Shipping to Spain and Portugal',
    'Parcels to Spain and Portugal take 5 to 6 working days and cost 9.90 €. They do not go to the Canary Islands, Ceuta, Melilla, Madeira or the Azores.',
  ],
  [
    'pick-up',
    'Picking up an order',
    'You can pick up your order in the showroom in Hamburg free of charge. We write to you when it is ready, and keep it for 14 days. Bring the confirmation e-mail.',
  ],
  [
    'tracking',
    'Tracking a parcel',
    'As soon as your parcel has left us, you receive an e-mail with a tracking link. The link works from the evening of that day.',
  ],
  [
    'invoices',
    'Invoices',
    'The invoice comes as a PDF by e-mail on the day the parcel leaves. For a company invoice, enter the company name and VAT number in the basket.',
  ],
  [
    'pre-orders',
    'Pre-orders',
    'Things marked as pre-order are charged when they leave our warehouse, not before. A pre-order can be cancelled at any time until then.',
  ],
  [
    'price-match',
    'Price match',
    'If you find the same thing cheaper at a shop in the European Union within 14 days after your order, we refund the difference. Send us a link to the offer. Auctions and used goods do not count.',
  ],
  [
    'discount-codes',
    'Discount codes',
    'Only one discount code can be used per order. Enter it in the basket. Codes do not apply to gift cards.',
  ],
  [
    'loyalty',
    'Lumen Club, our loyalty programme',
    'Members of the Lumen Club collect 1 point per euro. 100 points are worth 5 €. Joining is free, and points expire after 24 months.',
  ],
  [
    'business',
    'Discounts for companies, hotels and restaurants',
    'Companies, hotels and restaurants get a discount of 10 % from 1,000 € per order and may pay by invoice within 30 days. Write to our team for a quote.',
  ],
];
