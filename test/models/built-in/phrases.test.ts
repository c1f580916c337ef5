import { describe, expect, it } from 'vitest';
import { languages } from '../../../lib/models/built-in/lexicons/lexicon.ts';
import { priceText } from '../../../lib/models/built-in/money.ts';
import { phrase, smallTalkPhrase } from '../../../lib/models/built-in/phrases.ts';
import { factsIn } from '../../../lib/conversation/receipts/facts-in.ts';

const keys = [
  'greeting',
  'thanks_for_asking',
  'you_are_welcome',
  'goodbye',
  'hand_over',
  'message_passed_on',
  'opt_out_confirmed',
  'complaint_received',
  'alert_confirmed',
  'already_in_stock',
  'back_in_stock',
  'appointment_by_person',
] as const;

const product = 'Brass Wall Light';
const link = 'https://shop.example/lamp-brass-wall';

describe('the fixed sentences', () => {
  it('exist in every language, each in its own words', () => {
    for (const key of keys) {
      const said = languages.map((language) => phrase(key, language, { shopName: 'Lumen', product }));
      expect(said.every((text) => text.length > 5 && !text.includes('{'))).toBe(true);
      expect(new Set(said).size, key).toBeGreaterThanOrEqual(languages.length - 1);
    }
  });

  it('promise no time', () => {
    const time =
      /\d|\b(?:soon|shortly|minutes?|hours?|today|pronto|minutos?|horas?|breve|bientôt|heures?|bald|stunden?|presto|minuti|spoedig|uur|zo snel)\b/iu;
    for (const language of languages)
      for (const key of keys)
        expect(phrase(key, language, { shopName: 'X', product }).replace('as soon as', '')).not.toMatch(time);
  });

  it('name the shop as it is written', () => {
    expect(phrase('greeting', 'es-MX', { shopName: 'Casa $& Luz' })).toBe(
      '¡Hola! Somos Casa $& Luz. ¿En qué podemos ayudarte?',
    );
  });

  it('insert a value as it is, whatever it looks like', () => {
    const name = 'Ana $& {product} [x]';
    expect(phrase('back_in_stock', 'en', { shopName: 'X', product: '{link} $1', name })).toBe(
      `Good news, ${name}: {link} $1 is back in stock.`,
    );
  });

  it('are English where we do not write the language', () => {
    expect(phrase('hand_over', 'pl', { shopName: 'X' })).toBe(phrase('hand_over', 'en', { shopName: 'X' }));
    expect(phrase('hand_over', 'und', { shopName: 'X' })).toBe(phrase('hand_over', 'en', { shopName: 'X' }));
  });

  it('tell price and link where they are known, the link so that nothing sticks to it', () => {
    for (const language of languages) {
      const price = priceText(11900, 'EUR', language);
      for (const key of ['already_in_stock', 'back_in_stock'] as const) {
        const told = phrase(key, language, { shopName: 'X', product, price, link, name: 'Ana' });
        expect(told).toContain(product);
        const stated = factsIn(told).filter(({ kind }) => kind !== 'availability');
        expect(stated.map((fact) => fact.text)).toEqual([price, link]);
        expect(told.split(/\s/u)).toContain(link);
        expect(told.includes('Ana')).toBe(key === 'back_in_stock');
      }
    }
  });

  it('vanish cleanly around what is not known', () => {
    for (const language of languages) {
      for (const key of ['already_in_stock', 'back_in_stock'] as const) {
        for (const values of [{ link: '' }, { name: undefined }, { price: '€5.00' }]) {
          const told = phrase(key, language, { shopName: 'X', product, ...values });
          expect(told).not.toMatch(/[[\]{}]|undefined| {2}|[,:] ?[.:]|https?:/u);
          expect(told).toMatch(/\p{L}\.$|\d.{0,2}\.$/u);
        }
      }
    }
  });

  it('about a product are not said about nothing', () => {
    expect(() => phrase('alert_confirmed', 'en', { shopName: 'X' })).toThrow(/product/u);
  });

  it('answer thanks with a welcome and a greeting with a greeting', () => {
    expect(smallTalkPhrase('muchas gracias')).toBe('you_are_welcome');
    expect(smallTalkPhrase('Good morning!')).toBe('greeting');
    expect(smallTalkPhrase('👋')).toBe('greeting');
  });

  it.each([
    'bye',
    'ok, goodbye!',
    'See you later',
    'hasta luego',
    'Tschüss',
    'à bientôt',
    'tot ziens',
    'até logo',
  ])('answer a goodbye with a goodbye: %s', (text) => {
    expect(smallTalkPhrase(text)).toBe('goodbye');
  });

  it.each(['how are you?', 'Hi, how are you?', '¿Cómo estás?', 'Wie geht es Ihnen?', 'ça va ?'])(
    'do not greet past the one who asks how we are: %s',
    (text) => {
      expect(smallTalkPhrase(text)).toBe('thanks_for_asking');
    },
  );

  it.each(['ok', '👍', 'great', 'Perfekt!'])('answer a nod without greeting again: %s', (text) => {
    expect(smallTalkPhrase(text)).toBe('you_are_welcome');
  });
});
