import { blank, stated, type Fact, type Statement } from './fact.ts';

const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,62})`;
const host = String.raw`(?:${label}\.){1,5}\p{L}{2,24}`;
/** Until a space or a mark that closes; brackets only in pairs. */
const rest = String.raw`(?:\([^\s()<>"“”«»]{0,200}\)|[^\s()<>"“”«»'\]}|\uFFFC])`;

const address = new RegExp(
  String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}`,
  'gu',
);
const withSlashes = new RegExp(String.raw`(?:(?<![\p{L}\p{N}+])[a-z][a-z0-9+-]{1,12}:)?//${rest}+`, 'giu');
const otherScheme = /(?<!\p{L})(?:mailto|tel|sms|javascript|data|whatsapp|tg):[^\s<>"“”«»)\]}\uFFFC]+/giu;
const withoutScheme = new RegExp(
  String.raw`(?<![\p{L}\p{N}@._-])${host}(?![\p{L}\p{N}@_-])(?:[/?#]${rest}*|:\d{1,5}(?:/${rest}*)?)?`,
  'gu',
);
/** The thousands of an amount, as in `65,000.00`, begin no number to dial. */
const phone = /(?<![\d\p{L}]|\d[.,'’ ])(?:\+|00)\(?\d[\d ()./-]{5,22}\d/gu;

/** Links, addresses and telephone numbers of a normal text, and the text without them. */
export function linksIn(text: string): { facts: Fact[]; rest: string } {
  const facts: Fact[] = [];
  const take = (from: string, pattern: RegExp, read: (found: string, at: number) => Fact | undefined) =>
    from.replace(pattern, (found: string, ...more: unknown[]) => {
      const at = more.find((one) => typeof one === 'number') ?? 0;
      const fact = read(found, at);
      if (fact !== undefined) facts.push(fact);
      return fact === undefined
        ? found
        : blank(found.slice(0, fact.text.length)) + found.slice(fact.text.length);
    });
  const link = (found: string, at: number): Fact | undefined => {
    const written = found.replace(/[.,;:!?…'’]+$/u, '');
    return placed(written, at, { kind: 'link', url: canonical(written) });
  };
  let left = take(text, withSlashes, link);
  left = take(left, otherScheme, link);
  left = take(left, address, (found, at) => placed(found, at, { kind: 'address', key: found.toLowerCase() }));
  left = take(left, withoutScheme, (found, at) => (abbreviations.test(found) ? undefined : link(found, at)));
  left = take(left, phone, (found, at) =>
    placed(found, at, { kind: 'phone', key: found.replace(/\D/gu, '').replace(/^00/u, '') }),
  );
  return { facts, rest: left };
}

/** Whether a link in a reply leads where one of a record does. One without its scheme or its path says less, not else. */
export function leadsTo(said: string, known: string): boolean {
  const [host = '', ...path] = withoutSchemeOf(said).split(/(?=[/?#])/u);
  const isWhole =
    said === known || (!/^[a-z][a-z0-9+-]*:/u.test(said) && withoutSchemeOf(known) === withoutSchemeOf(said));
  const isHost = path.length === 0 && withoutSchemeOf(known).split(/[/?#]/u)[0] === host;
  return isWhole || (isHost && (!said.includes('://') || known.startsWith(said)));
}

/** With the host in small letters and no slash at its end. */
export function canonical(link: string): string {
  const [, scheme = '', host = '', path = ''] =
    /^([a-z][a-z0-9+-]*:(?:\/\/)?|\/\/)?([^/?#]*)(.*)$/isu.exec(link) ?? [];
  const isSchemeless = scheme === '' || scheme === '//';
  return `${isSchemeless ? '' : scheme.toLowerCase()}${host.toLowerCase()}${path.replace(/\/$/u, '')}`;
}

function withoutSchemeOf(link: string): string {
  return link.replace(/^[a-z][a-z0-9+-]*:\/\//u, '');
}

/** What looks like a host and is how people shorten words. */
const abbreviations = /^(?:p\.ej|p\.ex|por\.ej|u\.ä|o\.ä|bzw\.\p{L}+|inkl\.MwSt|zzgl\.\p{L}+)$/iu;

function placed(text: string, at: number, statement: Statement): Fact {
  return stated({ text, at, end: at + text.length }, statement);
}
