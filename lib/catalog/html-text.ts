import { decodeEntities } from './html-entities.ts';

/**
 * What a reader of a page sees, its paragraphs apart from each other. One pass from left to right, as a browser reads: what
 * looks like a comment within a script is script, what looks like a script within a comment is comment. Only text comes
 * out, so what a trick leaves behind is text too.
 */
export function textOfHtml(html: string): string {
  const shown: string[] = [];
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    shown.push(decodeEntities(html.slice(at, open === -1 ? undefined : open)));
    if (open === -1) break;
    const markup = markupAt(html, open);
    shown.push(markup.shown);
    at = markup.end;
  }
  return shown
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n(?: ?\n)+/g, '\n\n');
}

interface Markup {
  /** Where the text goes on. */
  readonly end: number;
  /** What readers see in its place. */
  readonly shown: string;
}

function markupAt(html: string, open: number): Markup {
  if (html.startsWith('<!--', open)) return { end: endOfComment(html, open), shown: '' };
  if (/^<(?:[!?]|\/[^a-z])/i.test(html.slice(open, open + 3))) {
    return { end: after(html, '>', open + 2), shown: '' };
  }
  tagName.lastIndex = open;
  const [, slash = '', written = ''] = tagName.exec(html) ?? [];
  if (written === '') return { end: open + 1, shown: '<' };
  const name = written.toLowerCase();
  const end = endOfTag(html, open + 1 + slash.length + written.length);
  const unseenEnd = slash === '' && unseen.has(name) ? endOfElement(html, name, end) : end;
  return { end: unseenEnd, shown: breaking.has(name) ? '\n\n' : ' ' };
}

const tagName = /<(\/?)([a-z][^\s/>]*)/iy;

/** Nobody reads what is in these. */
const unseen: ReadonlySet<string> = new Set(['script', 'style', 'title', 'noscript', 'template', 'iframe']);

/** Before and after these a new paragraph begins. */
const breaking: ReadonlySet<string> = new Set(
  'address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);

function endOfComment(html: string, open: number): number {
  const short = /^<!---?>/.exec(html.slice(open, open + 6));
  return short === null ? after(html, '-->', open + 4) : open + short[0].length;
}

/** A `>` within a quoted value ends no tag. A tag that nothing ends goes on to the end of the page. */
function endOfTag(html: string, from: number): number {
  for (let at = from; at < html.length; at += 1) {
    const sign = html[at];
    if (sign === '>') return at + 1;
    if ((sign === '"' || sign === "'") && /=\s*$/.test(html.slice(Math.max(from, at - 8), at))) {
      at = after(html, sign, at + 1) - 1;
    }
  }
  return html.length;
}

function endOfElement(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  const found = close.exec(html);
  return found === null ? html.length : endOfTag(html, found.index + found[0].length);
}

/** Where what comes after a sign begins; the end of the page when the sign is not there. */
function after(html: string, sign: string, from: number): number {
  const found = html.indexOf(sign, from);
  return found === -1 ? html.length : found + sign.length;
}
