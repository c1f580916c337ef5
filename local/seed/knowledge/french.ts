import type { DemoArticle } from './article.ts';

/** What French-speaking customers ask most, in their words. */
export const frenchRules: readonly DemoArticle[] = [
  [
    'fr-horaires',
    'Horaires d’ouverture du magasin',
    'Le magasin de Hambourg est ouvert du lundi au vendredi de 10:00 à 18:00 et le samedi de 10:00 à 16:00. Il est fermé le dimanche et les jours fériés. L’adresse est Lampenweg 12 à Hambourg.',
  ],
  [
    'fr-livraison',
    'Frais et délais de livraison',
    'La livraison en Allemagne coûte 4,90 € et prend 2 à 3 jours ouvrables. Elle est gratuite à partir de 60 €.',
  ],
  [
    'fr-etranger',
    'Livraison à l’étranger',
    'Dans l’Union européenne, par exemple en France, en Belgique et en Autriche, la livraison coûte 9,90 € et prend 4 à 6 jours ouvrables. Nous ne livrons pas en Suisse, au Royaume-Uni ni hors de l’Union européenne.',
  ],
  [
    'fr-retours',
    'Retours et remboursement',
    'Vous pouvez retourner tout article dans les 30 jours après la livraison, non utilisé et dans son emballage. Le remboursement arrive dans les 7 jours ouvrables après la réception du colis.',
  ],
  [
    'fr-paiement',
    'Moyens de paiement',
    'Vous pouvez payer par carte bancaire, PayPal, Apple Pay ou virement. Nous ne proposons pas de paiement en plusieurs fois.',
  ],
  [
    'fr-contact',
    'Contact : e-mail et numéro de téléphone',
    'Vous pouvez nous contacter ici dans le chat et par e-mail à hello@shop.example. Notre numéro de téléphone est le +49 40 5550 100, du lundi au vendredi de 10:00 à 16:00.',
  ],
  [
    'fr-cartes-cadeaux',
    'Cartes cadeaux',
    'Une carte cadeau va de 20 € à 250 €. Les cartes cadeaux arrivent par e-mail et sont valables 3 ans.',
  ],
  [
    'fr-facture',
    'Facture',
    'La facture arrive en PDF par e-mail le jour où le colis part. Pour une facture d’entreprise, indiquez le nom et le numéro de TVA dans le panier.',
  ],
];
