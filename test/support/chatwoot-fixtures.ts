import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../fixtures/chatwoot');

/** The names of the example payloads, without `.json`. */
export const exampleNames = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))
  .sort();

/** One example payload of Chatwoot 4.15.1, parsed afresh. */
export function example(name: string): Record<string, any> {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}
