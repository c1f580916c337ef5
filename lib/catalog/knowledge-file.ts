import { z } from 'zod';
import { invalid, Problem, type FieldError } from '../runtime/api/problem.ts';
import { textOfHtml } from './html-text.ts';
import { articleInput, type ArticleInput } from './knowledge.ts';

const mostBytes = 2 * 1024 * 1024;

/**
 * The article in a multipart form with one `file` of text and, if wanted, a `title`, a `source` and `validFrom`; or why there
 * is none.
 */
export async function readKnowledgeFile(bytes: Buffer, contentType: string): Promise<ArticleInput | Problem> {
  if (bytes.length > mostBytes) return new Problem(413, 'Send a file of at most 2 MiB.');
  const form = await formOf(bytes, contentType);
  if (form === undefined) return invalid([{ path: '', message: brokenForm }]);
  const file = form.get('file');
  if (!(file instanceof File)) return invalid([{ path: 'file', message: missingFile }]);
  const wrong = wrongFields(form);
  if (wrong.length > 0) return invalid(wrong);
  const extension = /\.(txt|md|html?|csv)$/i.exec(file.name)?.[1]?.toLowerCase();
  const content = Buffer.from(await file.arrayBuffer());
  if (extension === undefined || isPdf(content)) return invalid([{ path: 'file', message: wrongKind }]);
  const text = textOf(content);
  if (text === undefined) return invalid([{ path: 'file', message: 'must be text in UTF-8; save it so' }]);
  const parsed = articleInput.safeParse({
    title: filled(form.get('title')) ?? file.name.replace(/\.\w+$/, ''),
    text: extension.startsWith('htm') ? textOfHtml(text) : text,
    source: filled(form.get('source')) ?? file.name,
    validFrom: validFromIn(form),
  });
  if (parsed.success) return parsed.data;
  return invalid([{ path: 'file', message: 'must hold 1 to 500,000 characters, and a title at most 300' }]);
}

const wrongKind = 'must be a .txt, .md, .html or .csv file; copy the text of a PDF into one of these';

const missingFile = 'is missing; send a form with one file in it';

const brokenForm =
  'cannot be read as a form; send multipart/form-data with its boundary, whole, as curl -F file=@hours.md does';

const fields = ['file', 'title', 'source', 'validFrom'];

/** A second file would be lost without a word, as would be a field whose name is misspelt. */
function wrongFields(form: FormData): FieldError[] {
  const files = [...form.values()].filter((value) => typeof value !== 'string').length;
  if (files > 1)
    return [{ path: 'file', message: `must be one file, not ${files}; send each in a form of its own` }];
  const strange = [...new Set(form.keys())].filter((name) => !fields.includes(name));
  const unknown = strange.slice(0, 20).map((name) => ({
    path: name.slice(0, 100).toWellFormed(),
    message: `is no field of this form, which has ${fields.join(', ')}; leave it out`,
  }));
  const isInstant = validFrom.safeParse(filled(form.get('validFrom'))).success;
  const wrongInstant = { path: 'validFrom', message: 'must be an instant such as 2026-05-01T09:00:00Z' };
  return isInstant ? unknown : [...unknown, wrongInstant];
}

const validFrom = z.iso.datetime().optional();

function validFromIn(form: FormData): Date | null {
  const given = filled(form.get('validFrom'));
  return given === undefined ? null : new Date(given);
}

/** Undefined for what is no form, whole and well formed: that is all a TypeError means here. */
async function formOf(bytes: Buffer, contentType: string): Promise<FormData | undefined> {
  const response = new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } });
  try {
    return await response.formData();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whatever its name says: one of plain letters would pass for text. */
function isPdf(content: Buffer): boolean {
  return content.subarray(0, 1024).includes('%PDF-');
}

function filled(value: FormDataEntryValue | null): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function textOf(bytes: Buffer): string | undefined {
  // Bytes that are no UTF-8, also where whoever handed them on has replaced them already.
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\uFFFD') ? undefined : text;
}
