import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../lib/catalog/hybrid.ts';
import { passagesOf } from '../../lib/catalog/knowledge.ts';

const sentence = 'We send it the same day if you order before noon. ';

describe('the passages of an article', () => {
  it('keep short paragraphs together', () => {
    expect(passagesOf('One.\n\nTwo.\n \n\nThree.')).toEqual(['One.\n\nTwo.\n\nThree.']);
  });

  it('begin a new one where a paragraph no longer fits', () => {
    const paragraph = sentence.repeat(10).trim();
    expect(passagesOf(`${paragraph}\n\n${paragraph}`)).toEqual([paragraph, paragraph]);
  });

  it('end a long paragraph at the end of a sentence', () => {
    const passages = passagesOf(sentence.repeat(40));
    expect(passages.length).toBe(3);
    for (const passage of passages) expect(passage).toMatch(/^We send .* noon\.$/);
  });

  it('lose no word and are never too long, whatever the text', () => {
    const words = fc.array(
      fc.oneof(fc.string(), fc.string({ minLength: 500, maxLength: 2000 }), fc.constant('\n\n')),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        const passages = passagesOf(text);
        expect(passages.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        for (const passage of passages) expect(passage.length).toBeLessThanOrEqual(800);
      }),
    );
  });
});

describe('the words of a question', () => {
  it('are its letters and digits, each once', () => {
    expect(wordsOf('Do you have a LAMP-OAK, 2700K? A lamp!')).toEqual([
      'do',
      'you',
      'have',
      'a',
      'lamp',
      'oak',
      '2700k',
    ]);
  });

  it('keep every alphabet', () => {
    expect(wordsOf('¿Envían a São Paulo? Лампа 灯')).toEqual(['envían', 'a', 'são', 'paulo', 'лампа', '灯']);
  });

  it('are no more than a question needs', () => {
    expect(wordsOf(Array.from({ length: 500 }, (_, index) => `word${index}`).join(' '))).toHaveLength(64);
    expect(wordsOf('x'.repeat(3000))).toEqual([]);
  });
});
