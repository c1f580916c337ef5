import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelOf } from '../../lib/chatwoot/channels.ts';
import { inParts } from '../../lib/turn/manner.ts';

const sms = channelOf('Channel::Sms');
const web = channelOf('Channel::WebWidget');

describe('an answer on a channel', () => {
  it('shows no markdown where it would be read as stars', () => {
    expect(inParts('**Oak lamp**: [see it](https://shop.example/oak)', sms)).toEqual([
      'Oak lamp: see it: https://shop.example/oak',
    ]);
    expect(inParts('**Oak lamp**', web)).toEqual(['**Oak lamp**']);
  });

  it('goes out in parts where messages are short, cut between sentences', () => {
    const sentence = 'This lamp is made of oak. ';
    const parts = inParts(sentence.repeat(100), sms);
    expect(parts.length).toBe(2);
    expect(parts.every((part) => part.endsWith('oak.'))).toBe(true);
  });

  it('loses no word and breaks no character, whatever is in it', () => {
    const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5000 });
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = inParts(text, { ...sms, markdown: true, maxCharacters: 160 });
        expect(parts.every((part) => part.length <= 160 && part.isWellFormed())).toBe(true);
        expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
    );
  });

  it('is empty when there is nothing to say', () => {
    expect(inParts('  ', web)).toEqual([]);
  });
});
