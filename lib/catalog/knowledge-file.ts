import { invalid, Problem } from '../runtime/api/problem.ts';
import { articleInput, type ArticleInput } from './knowledge.ts';

const mostBytes = 2 * 1024 * 1024;

/** The article in a multipart form with a `file` of text and, if wanted, a `title` and a `source`; or why there is none. */
export async function readKnowledgeFile(bytes: Buffer, contentType: string): Promise<ArticleInput | Problem> {
  if (bytes.length > mostBytes) return new Problem(413, 'Send a file of at most 2 MiB.');
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('file');
  if (form === undefined || file === undefined || file === null || typeof file === 'string') {
    return invalid([{ path: 'file', message: 'is missing; send a form with one file in it' }]);
  }
  const extension = /\.(txt|md|html?|csv)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (extension === undefined) return invalid([{ path: 'file', message: wrongKind }]);
  const text = textOf(Buffer.from(await file.arrayBuffer()));
  if (text === undefined) return invalid([{ path: 'file', message: 'must be text in UTF-8; save it so' }]);
  const parsed = articleInput.safeParse({
    title: filled(form.get('title')) ?? file.name.replace(/\.\w+$/, ''),
    text: extension.startsWith('htm') ? withoutTags(text) : text,
    source: filled(form.get('source')) ?? file.name,
  });
  if (parsed.success) return parsed.data;
  return invalid([{ path: 'file', message: 'must hold 1 to 500,000 characters, and a title at most 300' }]);
}

const wrongKind = 'must be a .txt, .md, .html or .csv file; copy the text of a PDF into one of these';

function filled(value: FormDataEntryValue | null): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What a reader of the page sees. Only text comes out of it, so what a trick leaves behind is text too. */
function withoutTags(html: string): string {
  return html
    .replace(/<(script|style|head|noscript|template)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/h[1-6]|\/li|\/tr|\/section)\b[^>]*>/gi, '\n\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/[ \t]+/g, ' ');
}

const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};
