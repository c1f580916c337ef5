import type { DemoCustomer } from './customer.ts';

/** Customers who write French, German, Italian or Dutch. */
export const continentalCustomers: readonly DemoCustomer[] = [
  {
    name: 'Claire Fontaine',
    language: 'fr',
    inbox: 'Messenger',
    daysAgo: 11,
    status: 'resolved',
    said: [
      ['customer', 'Bonjour, combien coûte le miroir rond ?'],
      ['bot', 'Round Wall Mirror: 99,00 €, en stock\nhttps://shop.example/dec-round-mirror'],
      ['customer', 'Merci !'],
      ['bot', 'Je vous en prie !'],
    ],
  },
  {
    name: 'Louis Perrin',
    language: 'fr',
    inbox: 'Line',
    daysAgo: 5,
    status: 'open',
    said: [
      ['customer', 'Où est ma commande 20388 ?'],
      ['bot', 'Je confie cette conversation à une personne de notre équipe.'],
      ['person', 'Bonjour Louis, votre colis est en route ; le lien de suivi est dans l’e-mail d’hier soir.'],
    ],
  },
  {
    name: 'Jonas Brandt',
    language: 'de',
    inbox: 'Email',
    email: 'jonas.brandt@customer.example',
    daysAgo: 8,
    status: 'resolved',
    said: [
      [
        'customer',
        'Guten Tag,\n\nkann ich den Wollteppich zurückgeben, wenn er nicht passt?\n\nJonas Brandt',
      ],
      [
        'bot',
        'Guten Tag,\n\nSo steht es in unseren Informationen: You may return anything within 30 days after delivery.\n\nFreundliche Grüße\nLumen Home',
      ],
    ],
  },
  {
    name: 'Hanna Vogt',
    language: 'de',
    inbox: 'WhatsApp (Twilio)',
    phone: '+12025550114',
    daysAgo: 3,
    status: 'pending',
    waitsFor: 'FUR-OAK-BENCH',
    said: [
      ['customer', 'Ist die Eichenbank auf Lager?'],
      ['bot', 'Oak Bench: 279,00 €, ausverkauft\nhttps://shop.example/fur-oak-bench'],
      ['customer', 'Geben Sie mir Bescheid, wenn sie wieder da ist'],
      ['bot', 'Ich habe es notiert: Wir schreiben Ihnen hier, sobald Oak Bench wieder auf Lager ist.'],
    ],
  },
  {
    name: 'Giulia Ferri',
    language: 'it',
    inbox: 'TikTok',
    daysAgo: 7,
    status: 'resolved',
    said: [
      ['customer', 'Ciao! Quanto costa la candela al fico?'],
      ['bot', 'Soy Wax Candle, Fig: 24,00 €, disponibile\nhttps://shop.example/dec-soy-candle'],
      ['customer', 'grazie mille'],
      ['bot', 'Prego!'],
    ],
  },
  {
    name: 'Matteo Riva',
    language: 'it',
    inbox: 'SMS (Twilio)',
    phone: '+12025550115',
    daysAgo: 10,
    status: 'resolved',
    said: [
      ['customer', 'Siete aperti la domenica?'],
      ['bot', 'Ecco cosa dicono le nostre informazioni: It is closed on Sundays and public holidays.'],
    ],
  },
  {
    name: 'Sanne de Wit',
    language: 'nl',
    inbox: 'API',
    email: 'sanne.dewit@customer.example',
    daysAgo: 4,
    status: 'pending',
    waitsFor: 'LAMP-RATTAN-PENDANT',
    said: [
      ['customer', 'Is de rotan hanglamp op voorraad?'],
      ['bot', 'Rattan Pendant Lamp: € 129,00, uitverkocht\nhttps://shop.example/lamp-rattan-pendant'],
      ['customer', 'Laat me weten wanneer hij er weer is'],
      ['bot', 'Ik heb het genoteerd: we schrijven je hier zodra Rattan Pendant Lamp weer op voorraad is.'],
    ],
  },
  {
    name: 'Bram Kuipers',
    language: 'nl',
    inbox: 'Instagram',
    daysAgo: 14,
    status: 'open',
    said: [
      ['customer', 'Ik wil een medewerker spreken over mijn bestelling'],
      ['bot', 'Ik geef dit gesprek door aan iemand van ons team.'],
      ['person', 'Hoi Bram, met Mika. Waarmee kan ik je helpen?'],
      ['customer', 'Ik wil de andere kleur'],
      ['person', 'Geregeld, de ruil staat klaar in je e-mail.'],
    ],
  },
];
