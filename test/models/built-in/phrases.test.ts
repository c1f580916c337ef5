import { describe, expect, it } from 'vitest';
import { languages } from '../../../lib/models/built-in/lexicons/lexicon.ts';
import { phrase, smallTalkPhrase } from '../../../lib/models/built-in/phrases.ts';

const keys = [
  'greeting',
  'thanks_for_asking',
  'you_are_welcome',
  'goodbye',
  'hand_over',
  'message_passed_on',
  'opt_out_confirmed',
  'complaint_received',
] as const;

describe('the fixed sentences', () => {
  it('exist in every language, each in its own words', () => {
    for (const key of keys) {
      const said = languages.map((language) => phrase(key, language, { shopName: 'Lumen' }));
      expect(said.every((text) => text.length > 5 && !text.includes('{'))).toBe(true);
      expect(new Set(said).size, key).toBeGreaterThanOrEqual(languages.length - 1);
    }
  });

  it('promise no time', () => {
    const time =
      /\d|\b(?:soon|shortly|minutes?|hours?|today|pronto|minutos?|horas?|breve|bientôt|heures?|bald|stunden?|presto|minuti|spoedig|uur|zo snel)\b/iu;
    for (const language of languages)
      for (const key of keys) expect(phrase(key, language, { shopName: 'X' })).not.toMatch(time);
  });

  it('name the shop as it is written', () => {
    expect(phrase('greeting', 'es-MX', { shopName: 'Casa $& Luz' })).toBe(
      '¡Hola! Somos Casa $& Luz. ¿En qué podemos ayudarte?',
    );
  });

  it('are English where we do not write the language', () => {
    expect(phrase('hand_over', 'pl', { shopName: 'X' })).toBe(phrase('hand_over', 'en', { shopName: 'X' }));
    expect(phrase('hand_over', 'und', { shopName: 'X' })).toBe(phrase('hand_over', 'en', { shopName: 'X' }));
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
