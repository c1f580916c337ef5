import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { siteAnswer } from '../../../local/runner/site.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'frontdesk-site-'));
writeFileSync(path.join(directory, 'index.html'), 'the page');
writeFileSync(path.join(directory, 'app.js'), 'the script');
afterAll(() => rmSync(directory, { recursive: true }));

const get = (pathname: string) => siteAnswer({ directory, headers: {}, config: {} }, pathname);

it('the site has its files, and its one page at every address that is none', async () => {
  expect(await get('/app.js')).toMatchObject({ status: 200, body: Buffer.from('the script') });
  expect(await get('/queue')).toMatchObject({ status: 200, body: Buffer.from('the page') });
});

it.each([
  ['has no such file', '/other.js'],
  ['is below a file', '/index.html/foo.js'],
  ['is longer than any name', `/${'x'.repeat(256)}.js`],
  ['is longer than any path', `/${'folder/'.repeat(1000)}x.js`],
  ['has a NUL in it', '/x%00.js'],
  ['leads out of the site', '/..%2f..%2fetc%2fhosts.txt'],
  ['cannot be decoded', '/%E0%A4%A.js'],
])('an address that %s is not found', async (_, pathname) => {
  expect((await get(pathname)).status).toBe(404);
});
