import type { DemoArticle } from './article.ts';

/** What Italian-speaking customers ask most, in their words. */
export const italianRules: readonly DemoArticle[] = [
  [
    'it-orari',
    'Orari di apertura del negozio',
    'Il negozio di Amburgo è aperto dal lunedì al venerdì dalle 10:00 alle 18:00 e il sabato dalle 10:00 alle 16:00. È chiuso la domenica e nei giorni festivi. L’indirizzo è Lampenweg 12 ad Amburgo.',
  ],
  [
    'it-spedizione',
    'Costi e tempi di spedizione',
    'La spedizione in Germania costa 4,90 € e la consegna richiede da 2 a 3 giorni lavorativi. La spedizione è gratuita da 60 €.',
  ],
  [
    'it-estero',
    'Spedizione all’estero',
    'Nell’Unione europea, per esempio in Italia e in Austria, la spedizione costa 9,90 € e richiede da 4 a 6 giorni lavorativi. Non spediamo in Svizzera, nel Regno Unito né fuori dall’Unione europea.',
  ],
  [
    'it-resi',
    'Resi e rimborsi',
    'Puoi restituire qualsiasi articolo entro 30 giorni dalla consegna, non usato e nella sua confezione. Il rimborso arriva entro 7 giorni lavorativi da quando riceviamo il pacco del reso.',
  ],
  [
    'it-pagamento',
    'Metodi di pagamento',
    'Puoi pagare con carta di credito, PayPal, Apple Pay o bonifico. Non offriamo il pagamento a rate.',
  ],
  [
    'it-contatti',
    'Contatti: e-mail e numero di telefono',
    'Puoi contattarci qui in chat e per e-mail a hello@shop.example. Il nostro numero di telefono è +49 40 5550 100, dal lunedì al venerdì dalle 10:00 alle 16:00.',
  ],
  [
    'it-carte-regalo',
    'Carte regalo e buoni',
    'Una carta regalo va da 20 € a 250 €. Le carte regalo arrivano per e-mail e sono valide 3 anni.',
  ],
  [
    'it-fattura',
    'Fattura',
    'La fattura arriva in PDF per e-mail il giorno in cui parte il pacco. Per una fattura aziendale indica nome e partita IVA nel carrello.',
  ],
];
