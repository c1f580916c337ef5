import { supported } from './lexicons/reading.ts';

/**
 * A price as the customer's language writes it, with ordinary spaces so that it can be found again in the reply.
 * Everybody writes €, $ and £ alike here: `US$` and `$US` are not read as money by those who check a reply.
 */
export function priceText(cents: number, currency: string, language: string): string {
  const written = new Intl.NumberFormat(supported(language) ?? 'en', {
    style: 'currency',
    currency,
    currencyDisplay: signs.has(currency) ? 'narrowSymbol' : 'code',
    // A yen has no hundredths, yet a price that was stored with some must not be rounded.
    ...(cents % 100 === 0 ? {} : { minimumFractionDigits: 2 }),
  });
  return written.format(cents / 100).replace(/[\u00A0\u202F]/gu, ' ');
}

const signs: ReadonlySet<string> = new Set(['EUR', 'USD', 'GBP']);
