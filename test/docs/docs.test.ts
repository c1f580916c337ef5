import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true })
    .map((name) => `docs/${String(name)}`)
    .filter((name) => name.endsWith('.md')),
];

describe('the documents', () => {
  it.each(documents)('%s link to what exists', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link ?? '');
    const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)));
    expect(missing).toEqual([]);
  });

  it('of CONTRIBUTING list exactly the scripts there are', () => {
    const told = [...read('CONTRIBUTING.md').matchAll(/`npm (?:run )?([a-z:]+)(?: -- [a-z]+)?`/g)].map(
      ([, name]) => name,
    );
    const scripts = Object.keys(packageJson.scripts).filter((name) => name !== 'format:check');
    expect([...new Set(told)].filter((name) => name !== 'ci').sort()).toEqual(scripts.sort());
  });

  it('take the walk of a message through files that really lead to one another', () => {
    const walk = [...read('README.md').matchAll(/\[`((?:functions|lib)\/[^`]+\.ts)`\]/g)].map(
      ([, file]) => file ?? '',
    );
    expect(walk.length).toBeGreaterThan(7);
    for (const [index, file] of walk.entries()) {
      const before = walk.slice(0, index);
      const isStart = file.startsWith('functions/');
      expect(
        isStart || before.some((one) => imports(one, file)),
        `${file} is reached from a file before it`,
      ).toBe(true);
    }
  });
});

/** Whether one file imports another, by itself or by way of what it imports. */
function imports(from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const direct = [...read(from).matchAll(/from '(\.[^']+\.ts)'/g)].map(([, name]) =>
    path.normalize(path.join(path.dirname(from), name ?? '')),
  );
  return direct.includes(to) || direct.some((file) => imports(file, to, seen));
}
