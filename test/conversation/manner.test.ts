import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelOf } from '../../lib/chatwoot/channels.ts';
import { inParts } from '../../lib/conversation/manner.ts';

const sms = channelOf('Channel::Sms');
const web = channelOf('Channel::WebWidget');
const english = { language: 'en', shopName: 'Demo shop' };

describe('an answer on a channel', () => {
  it('shows no markdown where it would be read as stars', () => {
    expect(inParts('**Oak lamp**: [see it](https://shop.example/oak)', sms, english)).toEqual([
      'Oak lamp: see it: https://shop.example/oak',
    ]);
    expect(inParts('**Oak lamp**', web, english)).toEqual(['**Oak lamp**']);
  });

  it('is a letter where customers write letters', () => {
    const letter = inParts('Hay tres.', channelOf('Channel::Email'), { language: 'es', shopName: 'Lumen' });
    expect(letter).toEqual(['Hola:\n\nHay tres.\n\nUn saludo\nLumen']);
    expect(inParts('', channelOf('Channel::Email'), english)).toEqual([]);
  });

  it('goes out in parts where messages are short, cut between sentences', () => {
    const sentence = 'This lamp is made of oak. ';
    const parts = inParts(sentence.repeat(100), sms, english);
    expect(parts.length).toBe(2);
    expect(parts.every((part) => part.endsWith('oak.'))).toBe(true);
  });

  it('loses no word and breaks no character, whatever is in it', () => {
    const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5000 });
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = inParts(text, { ...sms, markdown: true, maxCharacters: 160 }, english);
        expect(parts.every((part) => part.length <= 160 && part.isWellFormed())).toBe(true);
        expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
    );
  });

  it('is empty when there is nothing to say', () => {
    expect(inParts('  ', web, english)).toEqual([]);
  });
});
