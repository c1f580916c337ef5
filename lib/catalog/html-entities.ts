/** The characters that entities stand for; what is no entity we know stays as it is written. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z][a-z0-9]{1,7}));/gi, (...found: string[]) => {
    const [written = '', hex, decimal, name = ''] = found;
    if (hex !== undefined) return numbered(Number.parseInt(hex, 16));
    if (decimal !== undefined) return numbered(Number(decimal));
    return named.get(name) ?? written;
  });
}

/** Where the standard has no character, pages mean those of windows-1252, and browsers show them. */
function numbered(code: number): string {
  const meant = windows1252[code - 0x80];
  if (meant !== undefined) return meant;
  const isNone = code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff);
  return isNone ? '\uFFFD' : (replaced.get(code) ?? String.fromCodePoint(code));
}

/** Of 128 to 159; each is one unit of UTF-16. */
const windows1252 =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F' + // 128 …
  '\u0090‘’“”•–—˜™š›œ\u009DžŸ'; // 144 …

/** Of these a reader sees a space, and nothing: in a search they would part words that belong together. */
const replaced: ReadonlyMap<number, string> = new Map([
  [0xa0, ' '],
  [0xad, ''],
]);

/** Of the characters 160 to 255, in their order. */
const latin1 = `
  nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr
  deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
  Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
  ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
  agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml
  eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`
  .trim()
  .split(/\s+/);

const named: ReadonlyMap<string, string> = new Map([
  ...latin1.map((name, index): [string, string] => [name, numbered(0xa0 + index)]),
  ...Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", AMP: '&', LT: '<', GT: '>', QUOT: '"' },
    ...{ euro: '€', trade: '™', bull: '•', hellip: '…', dagger: '†', Dagger: '‡', permil: '‰' },
    ...{
      ndash: '–',
      mdash: '—',
      minus: '−',
      ensp: ' ',
      emsp: ' ',
      thinsp: ' ',
      zwnj: '\u200C',
      zwj: '\u200D',
    },
    ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', lsaquo: '‹', rsaquo: '›' },
    ...{ OElig: 'Œ', oelig: 'œ', Scaron: 'Š', scaron: 'š', Yuml: 'Ÿ', fnof: 'ƒ', circ: 'ˆ', tilde: '˜' },
    ...{ larr: '←', uarr: '↑', rarr: '→', darr: '↓', ne: '≠', le: '≤', ge: '≥', infin: '∞', prime: '′' },
  }),
]);
