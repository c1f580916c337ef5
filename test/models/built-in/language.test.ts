import { describe, expect, it } from 'vitest';
import cases from '../../../evals/routing/cases.json' with { type: 'json' };
import { detectLanguage } from '../../../lib/models/built-in/language.ts';
import { words } from '../../../lib/models/built-in/text.ts';

describe('the language of a message', () => {
  it('is told for 98 of 100 sentences of four words and more, in each of our seven languages', async () => {
    const told = new Map<string, { right: number; all: number }>();
    for (const { text, language } of cases.filter((one) => words(one.text).length >= 4)) {
      const count = told.get(language) ?? { right: 0, all: 0 };
      told.set(language, count);
      count.all += 1;
      if ((await detectLanguage(text)) === language) count.right += 1;
    }
    const all = [...told.values()];
    const sum = (of: 'right' | 'all'): number => all.reduce((total, count) => total + count[of], 0);
    expect([...told.keys()].sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']);
    expect(sum('right') / sum('all'), JSON.stringify([...told])).toBeGreaterThanOrEqual(0.98);
    for (const [language, { right, all: asked }] of told)
      expect(right / asked, language).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['hola', 'es'],
    ['gracias', 'es'],
    ['merci beaucoup', 'fr'],
    ['Guten Tag', 'de'],
    ['danke', 'de'],
    ['obrigada!', 'pt'],
    ['grazie mille', 'it'],
    ['dank je wel', 'nl'],
    ['thank you', 'en'],
    ['How much?', 'en'],
  ])('is told from unmistakable words: %s', async (text, language) => {
    expect(await detectLanguage(text)).toBe(language);
  });

  it.each([
    'ok',
    'STOP',
    '👍',
    '',
    '12345',
    'SKU-123',
    'no',
    'Lumen',
    'https://shop.example/lamp',
    'qwzx vbnm',
  ])('is left open rather than guessed: %s', async (text) => {
    expect(await detectLanguage(text)).toBe('und');
  });

  it.each(['lamp', 'lamp?', 'table', 'cheapest lamp?', 'sofa', 'oak table lamp'])(
    'is never Dutch or French for an English word that they share: %s',
    async (text) => {
      expect(['und', 'en']).toContain(await detectLanguage(text));
    },
  );

  it.each([
    ['dziękuję bardzo za pomoc z zamówieniem', 'pl'],
    ['kan jag returnera varan som jag köpte', 'sv'],
    ['Где мой заказ, он ещё не пришёл', 'ru'],
    ['siparişim nerede acaba hâlâ gelmedi', 'tr'],
  ])('is named even where we do not write it: %s', async (text, language) => {
    expect(await detectLanguage(text)).toBe(language);
  });

  it('is that of the sentence, not of the link in it', async () => {
    expect(
      await detectLanguage(
        '¿Tienen esta lámpara? https://shop.example/the-best-oak-table-lamp-for-your-home',
      ),
    ).toBe('es');
  });
});
