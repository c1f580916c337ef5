import type { DemoArticle } from './article.ts';

/** What holds before and after buying. */
export const serviceRules: readonly DemoArticle[] = [
  [
    'returns',
    'Returns',
    'You may return anything within 30 days after delivery. Things must be unused and in their packaging when you send them back.\n\nThe return label is in the parcel; returns within Germany are free. The money is back on your account within 7 working days after the parcel has reached us.',
  ],
  [
    'warranty',
    'Warranty',
    'All lamps have a warranty of 3 years, everything else of 2 years. The warranty covers defects of material and workmanship. It does not cover broken glass or worn cables.',
  ],
  [
    'opening-hours',
    'Opening hours of the showroom',
    'The showroom is open Monday to Friday from 10:00 to 18:00 and Saturday from 10:00 to 16:00. It is closed on Sundays and public holidays.\n\nYou find it at Lampenweg 12 in Hamburg; the bus stop in front of the door is Alter Markt.',
  ],
  [
    'installation',
    'Installing pendant and wall lamps',
    'Pendant lamps and wall lights are connected to the mains. Have them installed by an electrician. Screws and a ceiling hook are in the box.',
  ],
  [
    'sustainability',
    'Materials and packaging',
    'Our wood is FSC certified and our cotton is organic. Parcels are made of recycled cardboard and contain no plastic.',
  ],
  [
    'sold-out',
    'When something is sold out',
    'We can note that you wait for something and write to you in this chat when it is back. Most things are made again; some colours are not.',
  ],
  [
    'damaged',
    'Damaged or wrong parcels',
    'If something arrives damaged or is not what you ordered, send us a photo of it and of the parcel within 14 days. We send a new one or refund you, as you like, and you need not send back broken glass.',
  ],
  [
    'exchanges',
    'Exchanging a size or a colour',
    'An exchange within Germany is free once per order. Send the thing back with the return label and order the other size or colour; we refund the first one.',
  ],
  [
    'repairs',
    'Repairs and spare parts',
    'We repair lamps and furniture after the warranty too, from 25 € plus parts. Shades, cables, sockets and chair seats are available as spare parts.',
  ],
  [
    'contact',
    'How to reach us: chat, e-mail, phone number',
    'You reach us here in the chat and by e-mail at hello@shop.example. Our phone number is +49 40 5550 100. The phone is answered Monday to Friday from 10:00 to 16:00.',
  ],
  [
    'parking',
    'Getting to the showroom',
    'There are three parking spaces in the yard of the showroom and a charging point for electric cars. The entrance has no steps, so wheelchairs and prams get in easily.',
  ],
  [
    'showroom-advice',
    'Interior advice',
    'Our team in the showroom advises you on light and textiles free of charge. Advice at home is available in Hamburg for 79 €.',
  ],
  [
    'data-privacy',
    'Your data',
    'We use your data for your order and for what you ask us here, and do not sell it. To have your data deleted, write to privacy@shop.example.',
  ],
];
