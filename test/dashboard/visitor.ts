import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

export interface Look {
  /** @default a desk's screen */
  readonly width?: number;
  readonly dark?: boolean;
}

/** Somebody at the dashboard, with everything their browser complained of. */
export interface Visitor {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens an address of the dashboard in a browser that knows nothing yet. */
export async function visit(
  browser: Browser,
  address: string,
  { width = 1280, dark = false }: Look = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  return { page, complaints };
}

/** Holds a page to what everybody may expect of it: nothing in the console, readable by all, no wider than its place. */
export async function expectGoodManners({ page, complaints }: Visitor): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  expect(await page.evaluate(tablesTooWide)).toEqual([]);
  // Evaluated and not added as a script element, which the site's own security policy would refuse.
  const findings = await page.evaluate(`(() => { ${axe}; return axe.run().then(${seriousOnes}); })()`);
  expect(findings).toEqual([]);
  expect(complaints).toEqual([]);
}

const axe = readFileSync(path.resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const tablesTooWide = `[...document.querySelectorAll('table')]
  .filter((table) => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right)
  .map((table) => table.getAttribute('aria-label'))`;
const seriousOnes = `({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | '))`;
