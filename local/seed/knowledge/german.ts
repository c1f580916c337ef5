import type { DemoArticle } from './article.ts';

/** What German-speaking customers ask most, in their words. */
export const germanRules: readonly DemoArticle[] = [
  [
    'de-oeffnungszeiten',
    'Öffnungszeiten des Ladens',
    'Unser Laden in Hamburg ist von Montag bis Freitag von 10:00 bis 18:00 Uhr und am Samstag von 10:00 bis 16:00 Uhr geöffnet. Sonntags und an Feiertagen ist geschlossen. Die Adresse ist Lampenweg 12 in Hamburg.',
  ],
  [
    'de-versand',
    'Versand, Versandkosten und Lieferzeit',
    'Der Versand innerhalb Deutschlands kostet 4,90 €, die Lieferung dauert 2 bis 3 Werktage. Ab 60 € ist der Versand kostenlos.',
  ],
  [
    'de-ausland',
    'Versand ins Ausland',
    'In die Europäische Union liefern wir für 9,90 €, zum Beispiel nach Österreich, in die Niederlande und nach Frankreich; die Lieferung dauert 4 bis 6 Werktage. In die Schweiz, nach Großbritannien und in Länder außerhalb der Europäischen Union versenden wir nicht.',
  ],
  [
    'de-rueckgabe',
    'Rückgabe, Rücksendung und Erstattung',
    'Sie können jeden Artikel innerhalb von 30 Tagen nach der Lieferung zurückgeben, unbenutzt und in der Verpackung. Die Rücksendung aus Deutschland ist kostenlos. Die Erstattung kommt innerhalb von 7 Werktagen, nachdem das Paket bei uns ist.',
  ],
  [
    'de-zahlung',
    'Zahlungsarten',
    'Sie können mit Kreditkarte, PayPal, Apple Pay, Überweisung und innerhalb Deutschlands auf Rechnung bezahlen.',
  ],
  [
    'de-kontakt',
    'Kontakt: E-Mail und Telefonnummer',
    'Sie erreichen uns hier im Chat und per E-Mail unter hello@shop.example. Unsere Telefonnummer ist +49 40 5550 100, von Montag bis Freitag von 10:00 bis 16:00 Uhr.',
  ],
  [
    'de-gutscheine',
    'Geschenkgutscheine',
    'Einen Gutschein gibt es von 20 € bis 250 €. Gutscheine kommen per E-Mail und sind 3 Jahre gültig.',
  ],
  [
    'de-rechnung',
    'Rechnung',
    'Die Rechnung kommt als PDF per E-Mail an dem Tag, an dem das Paket verschickt wird. Für eine Firmenrechnung geben Sie im Warenkorb Firma und Umsatzsteuernummer an.',
  ],
];
