import type { DemoArticle } from './article.ts';

/** What Spanish-speaking customers ask most, in their words. */
export const spanishRules: readonly DemoArticle[] = [
  [
    'es-envios',
    'Gastos y plazos de envío',
    'El envío a España y Portugal cuesta 9,90 € y tarda de 5 a 6 días laborables. No enviamos a Canarias, Ceuta ni Melilla. En Alemania el envío cuesta 4,90 €.',
  ],
  [
    'es-devoluciones',
    'Devoluciones y reembolsos',
    'Puedes devolver cualquier artículo dentro de los 30 días siguientes a la entrega, sin usar y en su embalaje. El reembolso llega a tu cuenta en 7 días laborables desde que recibimos el paquete.',
  ],
  [
    'es-pago',
    'Formas de pago',
    'Puedes pagar con tarjeta de crédito, PayPal, Apple Pay o transferencia bancaria. No ofrecemos pago a plazos ni contra reembolso.',
  ],
  [
    'es-garantia',
    'Garantía',
    'Todas las lámparas tienen una garantía de 3 años y el resto de los artículos de 2 años. La garantía no cubre cristales rotos ni cables desgastados.',
  ],
  [
    'es-horario',
    'Horario de la tienda',
    'La tienda de Hamburgo abre de lunes a viernes de 10:00 a 18:00 y los sábados de 10:00 a 16:00. Los domingos y festivos está cerrada.',
  ],
  [
    'es-regalo',
    'Tarjetas y envoltorio de regalo',
    'Las tarjetas regalo van de 20 € a 250 € y son válidas durante 3 años. Envolvemos tu pedido para regalo por 3,50 €.',
  ],
];
