import type { DemoArticle } from './article.ts';

/** What Dutch-speaking customers ask most, in their words. */
export const dutchRules: readonly DemoArticle[] = [
  [
    'nl-openingstijden',
    'Openingstijden van de winkel',
    'De winkel in Hamburg is open van maandag tot en met vrijdag van 10:00 tot 18:00 en op zaterdag van 10:00 tot 16:00. Op zondag en op feestdagen zijn we gesloten. Het adres is Lampenweg 12 in Hamburg.',
  ],
  [
    'nl-verzending',
    'Verzendkosten en levertijd',
    'De verzending binnen Duitsland kost 4,90 € en de levering duurt 2 tot 3 werkdagen. Vanaf 60 € is de verzending gratis.',
  ],
  [
    'nl-buitenland',
    'Verzending naar het buitenland',
    'Binnen de Europese Unie, bijvoorbeeld naar Nederland en België, kost de verzending 9,90 € en duurt de levering 4 tot 6 werkdagen. Naar Zwitserland, het Verenigd Koninkrijk en landen buiten de Europese Unie leveren we niet.',
  ],
  [
    'nl-retour',
    'Retourneren en terugbetaling',
    'Je kunt elk artikel binnen 30 dagen na de levering retourneren, ongebruikt en in de verpakking. Je krijgt je geld terug binnen 7 werkdagen nadat het pakket bij ons is.',
  ],
  [
    'nl-betaling',
    'Betaalmethoden',
    'Je kunt betalen met creditcard, PayPal, Apple Pay of bankoverschrijving. Betalen in termijnen is niet mogelijk.',
  ],
  [
    'nl-contact',
    'Contact: e-mail en telefoonnummer',
    'Je bereikt ons hier in de chat en per e-mail op hello@shop.example. Ons telefoonnummer is +49 40 5550 100, van maandag tot en met vrijdag van 10:00 tot 16:00.',
  ],
  [
    'nl-cadeaubon',
    'Cadeaubonnen en cadeaukaarten',
    'Een cadeaubon is er van 20 € tot 250 €. Cadeaubonnen komen per e-mail en zijn 3 jaar geldig.',
  ],
  [
    'nl-factuur',
    'Factuur',
    'De factuur komt als pdf per e-mail op de dag dat het pakket vertrekt. Voor een factuur op naam van een bedrijf vul je de naam en het btw-nummer in de winkelwagen in.',
  ],
];
