import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the page with the headers it is served with. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const folder = join(import.meta.dirname, '..', 'page');

/** Reads a file of the page; undefined when there is none of that name. The names come from the disk, never a path from a request. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? 'index.html' : path.replace(/^\/page\//, '');
  const known = await readdir(folder);
  const type = types[name.split('.').at(-1) ?? ''];
  if (type === undefined || !known.includes(name)) return undefined;
  return { type, bytes: await readFile(join(folder, name)) };
}

/** Scripts and styles from here only; nothing inline, no foreign site around it. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
