import { describe, expect, it } from 'vitest';
import { sentimentOf } from '../../../lib/models/built-in/sentiment.ts';

describe('the mood of a message', () => {
  it.each([
    ['en', 'This is the worst service I have ever had', 'I love it, thank you so much!'],
    ['es', 'Estoy muy decepcionada, es una vergüenza', 'Me encanta, muchas gracias'],
    ['pt', 'Péssimo atendimento, que vergonha', 'Adorei, muito obrigada'],
    ['fr', 'C’est inadmissible, je suis très déçu', 'C’est parfait, merci beaucoup'],
    ['de', 'Das ist eine Frechheit, ich bin enttäuscht', 'Super, vielen Dank'],
    ['it', 'Sono delusa, un servizio pessimo', 'Perfetto, grazie mille'],
    ['nl', 'Belachelijk, ik ben erg teleurgesteld', 'Geweldig, hartelijk dank'],
  ])('is bad or good as the words are (%s)', (language, bad, good) => {
    expect(sentimentOf(bad, language)).toBeLessThan(-0.4);
    expect(sentimentOf(good, language)).toBeGreaterThan(0.4);
  });

  it.each([
    ['en', 'What are your opening hours?'],
    ['es', '¿Cuál es el horario?'],
    ['de', 'Wann haben Sie geöffnet?'],
  ])('is even where nothing is felt (%s)', (language, text) => {
    expect(Math.abs(sentimentOf(text, language))).toBeLessThan(0.2);
  });

  it('turns round with a negation', () => {
    expect(sentimentOf('no está mal', 'es')).toBeGreaterThan(0);
  });

  it('is read by every list if the language is not known', () => {
    expect(sentimentOf('vergüenza', 'und')).toBeLessThan(-0.3);
  });
});
