import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the page with the headers it is served with. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Only these are served: no path of a request ever reaches the disk. */
const files: Readonly<Record<string, { name: string; type: string }>> = {
  '': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/page/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/page/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page/thread.js': { name: 'thread.js', type: 'text/javascript; charset=utf-8' },
  '/page/facts.js': { name: 'facts.js', type: 'text/javascript; charset=utf-8' },
  '/page/list.js': { name: 'list.js', type: 'text/javascript; charset=utf-8' },
  '/page/dom.js': { name: 'dom.js', type: 'text/javascript; charset=utf-8' },
  '/page/icon.svg': { name: 'icon.svg', type: 'image/svg+xml' },
};

/** Reads a file of the page; undefined when there is none of that name. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const file = files[path];
  if (file === undefined) return undefined;
  return { type: file.type, bytes: await readFile(join(import.meta.dirname, '..', 'page', file.name)) };
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
