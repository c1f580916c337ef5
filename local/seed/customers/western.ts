import type { DemoCustomer } from './customer.ts';

/** Customers who write English, Spanish or Portuguese. */
export const westernCustomers: readonly DemoCustomer[] = [
  {
    name: 'Marta Vidal',
    language: 'es',
    inbox: 'WhatsApp',
    phone: '+12025550111',
    daysAgo: 21,
    status: 'resolved',
    said: [
      ['customer', 'Hola, ¿tienen la lámpara de mesa de roble?'],
      ['bot', 'Oak Table Lamp: 89,00 €, disponible\nhttps://shop.example/lamp-oak-table'],
      ['customer', 'Perfecto, ¿y cuánto tarda el envío a España?'],
      ['bot', 'El envío a España y Portugal cuesta 9,90 € y tarda de 5 a 6 días laborables.'],
      ['customer', 'Genial, gracias'],
      ['bot', '¡De nada!'],
    ],
  },
  {
    name: 'Diego Luna',
    language: 'es',
    inbox: 'Instagram',
    daysAgo: 4,
    status: 'pending',
    waitsFor: 'KIT-ESPRESSO-CUPS',
    said: [
      ['customer', '¿Está disponible el Espresso Cup Set?'],
      ['bot', 'Espresso Cup Set: 29,00 €, agotado\nhttps://shop.example/kit-espresso-cups'],
      ['customer', 'Avísame cuando vuelva, por favor'],
      ['bot', 'Lo he anotado: te escribiremos aquí en cuanto Espresso Cup Set vuelva a estar disponible.'],
    ],
  },
  {
    name: 'Beatriz Moura',
    language: 'pt',
    inbox: 'WhatsApp',
    phone: '+12025550112',
    daysAgo: 9,
    status: 'open',
    labels: ['complaint'],
    said: [
      ['customer', 'Minha luminária chegou com o vidro quebrado!'],
      ['bot', 'Lamento o ocorrido. Passei a sua mensagem a uma pessoa da nossa equipe.'],
      ['note', 'Complaint: broken glass on arrival. A replacement is on its way, order 20417.'],
      [
        'person',
        'Olá Beatriz, sinto muito! Enviamos uma nova luminária hoje; não precisa devolver a quebrada.',
      ],
    ],
  },
  {
    name: 'Rui Teles',
    language: 'pt',
    inbox: 'Telegram',
    daysAgo: 2,
    status: 'pending',
    waitsFor: 'KIT-DIGITAL-SCALE',
    said: [
      ['customer', 'A balança Digital Kitchen Scale tem em estoque?'],
      ['bot', 'Digital Kitchen Scale: € 39,00, esgotado\nhttps://shop.example/kit-digital-scale'],
      ['customer', 'Me avisa quando voltar'],
      ['bot', 'Anotado: vamos escrever para você aqui assim que Digital Kitchen Scale voltar a ter estoque.'],
    ],
  },
  {
    name: 'Emily Carter',
    language: 'en',
    inbox: 'Website',
    email: 'emily.carter@customer.example',
    daysAgo: 12,
    status: 'resolved',
    said: [
      ['customer', 'Hi, what are your opening hours on Saturday?'],
      ['bot', 'The showroom is open Monday to Friday from 10:00 to 18:00 and Saturday from 10:00 to 16:00.'],
      ['customer', 'thank you!'],
      ['bot', 'You are welcome!'],
    ],
  },
  {
    name: 'James Okoro',
    language: 'en',
    inbox: 'SMS',
    phone: '+12025550113',
    daysAgo: 6,
    status: 'pending',
    waitsFor: 'TXT-WAFFLE-BATHROBE-L',
    said: [
      ['customer', 'Do you have the waffle bathrobe in L?'],
      ['bot', 'Waffle Bathrobe, Size L: €85.00, sold out\nhttps://shop.example/txt-waffle-bathrobe'],
      ['customer', 'let me know when it is back please'],
      [
        'bot',
        'I have noted it: we will write to you here as soon as Waffle Bathrobe, Size L is back in stock.',
      ],
    ],
  },
  {
    name: 'Grace Lindqvist',
    language: 'en',
    inbox: 'Email',
    email: 'grace.lindqvist@customer.example',
    daysAgo: 16,
    status: 'open',
    labels: ['vip'],
    said: [
      [
        'customer',
        'Hello,\n\nwe are furnishing a guest house and would like 24 oak table lamps. Can you make us an offer?\n\nGrace',
      ],
      [
        'bot',
        'Hello,\n\nI am handing this conversation over to a person on our team.\n\nKind regards\nLumen Home',
      ],
      [
        'person',
        'Dear Grace,\n\nthank you! For 24 lamps we can offer a discount of 10 %. I have sent you the quote as a PDF.\n\nTomas',
      ],
    ],
  },
];
