import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGoodManners, visit } from './visitor.ts';

let shop: Shop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop(), launchBrowser()]);
}, 240_000);
afterAll(() => Promise.all([shop.stop(), browser.close()]), 30_000);

const open = (path: string) => visit(browser, `${shop.system.url}${path}#token=${shop.system.token}`);

/** Chooses a file on the page, as if from this machine. */
function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
  return page.locator('input[type=file]').setInputFiles(file);
}

async function titlesKnown(): Promise<string[]> {
  const { items } = await shop.api('/api/knowledge?limit=200');
  return items.map(({ title }: { title: string }) => title);
}

describe('knowledge', () => {
  it.each([
    ['engraving.md', '# Engraving\n\nWe engrave brass for twelve euros.'],
    ['opening-hours.txt', 'We are open on Sundays from eleven to four.'],
  ])(
    'comes in as a file: %s',
    async (name, content) => {
      const visitor = await open('/knowledge');
      await choose(visitor.page, name, content);
      await visitor.page.getByText('Frontdesk can quote it from now on.').waitFor();
      await visitor.page.getByRole('row').filter({ hasText: name }).waitFor();
      expect(await titlesKnown()).toContain(name.split('.')[0]);
      expect(visitor.complaints).toEqual([]);
    },
    60_000,
  );

  it.each([
    ['leaflet.pdf', '%PDF-1.7 and so on', 'copy the text of a PDF into one of these'],
    ['letter.docx', 'PK and so on', 'must be a .txt, .md, .html or .csv file'],
    ['old.txt', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]), 'must be text in UTF-8; save it so'],
    ['empty.md', '', 'must hold 1 to 500,000 characters'],
  ])(
    'is not taken from what cannot be read, and the page says what to do instead: %s',
    async (name, content, told) => {
      const before = await titlesKnown();
      const { page } = await open('/knowledge');
      await choose(page, name, content);
      await page.getByRole('alert').getByText(told).waitFor();
      expect(await titlesKnown()).toEqual(before);
    },
    60_000,
  );

  it('is deleted when somebody says so twice', async () => {
    await shop.post('/api/knowledge', { title: 'Summer sale', text: 'All lamps for half the price.' });
    const visitor = await open('/knowledge');
    const { page } = visitor;
    const row = page.getByRole('row').filter({ hasText: 'Summer sale' });
    await row.getByRole('button', { name: 'Delete Summer sale' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this article?' });
    await dialog.getByText('Summer sale').waitFor();
    await expectGoodManners(visitor);
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await titlesKnown()).toContain('Summer sale');
    await row.getByRole('button', { name: 'Delete Summer sale' }).click();
    await dialog.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('“Summer sale” is deleted.').waitFor();
    await row.waitFor({ state: 'detached' });
    const heading = page.getByRole('heading', { name: 'What is known' });
    await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await titlesKnown()).not.toContain('Summer sale');
  }, 60_000);

  it('is kept by Escape, and the keyboard stands where it was', async () => {
    await shop.post('/api/knowledge', { title: 'Spring sale', text: 'All vases for half the price.' });
    const { page } = await open('/knowledge');
    const button = page.getByRole('button', { name: 'Delete Spring sale' });
    await button.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Delete this article?' });
    const keep = dialog.getByRole('button', { name: 'Keep it' });
    await expect.poll(() => keep.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  }, 60_000);

  it('stays, and the page says why, when it cannot be deleted', async () => {
    await shop.post('/api/knowledge', { title: 'Winter sale', text: 'All candles for half the price.' });
    const { page } = await open('/knowledge');
    await page.getByRole('button', { name: 'Delete Winter sale' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this article?' });
    await page.route('**/api/knowledge/*', (route) => route.abort());
    await dialog.getByRole('button', { name: 'Delete it' }).click();
    await dialog.getByText('Frontdesk does not answer.').waitFor();
    expect(await titlesKnown()).toContain('Winter sale');
    await page.unroute('**/api/knowledge/*');
    await dialog.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('“Winter sale” is deleted.').waitFor();
  }, 60_000);
});

/** A catalogue as a file; the price of one line can be spoilt. */
function aCatalogue(lines: number, spoilt?: number): string {
  const rows = Array.from({ length: lines }, (_, index) => {
    const price = index + 2 === spoilt ? 'cheap' : '19.90';
    return `BULK-${String(index).padStart(5, '0')},Cup number ${index},A cup of stoneware.,${price},EUR,${index % 9}`;
  });
  return ['sku,name,description,price,currency,stock', ...rows].join('\n');
}

describe('a catalogue too large to be taken at once', () => {
  it('names the line that is wrong, and nothing of it comes in', async () => {
    const { page } = await open('/products');
    await choose(page, 'catalogue.csv', aCatalogue(1_000, 777));
    await page.getByRole('alert').getByText('Line 777: price').waitFor();
    await expect(shop.api('/api/products/BULK-00000')).rejects.toThrow('404');
  }, 60_000);

  it('shows how far it is and ends with the count', async () => {
    const visitor = await open('/products');
    const { page } = visitor;
    await page.evaluate(watchProgress);
    await choose(page, 'catalogue.csv', aCatalogue(30_000));
    await page.getByRole('progressbar', { name: 'Import' }).waitFor({ timeout: 60_000 });
    await expectGoodManners(visitor);
    await page.getByRole('link', { name: 'Knowledge' }).click();
    await page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByText('catalogue.csv').waitFor();
    await page
      .getByText('The file is in. Products: 30,000. Added: 30,000. Changed: 0.')
      .waitFor({ timeout: 120_000 });
    const seen: number[] = await page.evaluate('window.progressSeen');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('catalogue.csv').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Choose a CSV file' }).waitFor();
    expect(await page.getByText('catalogue.csv').count()).toBe(0);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(seen.some((percent) => percent > 0 && percent < 100)).toBe(true);
    expect(await shop.api('/api/products/BULK-29999')).toMatchObject({ name: 'Cup number 29999' });
  }, 240_000);
});

/** Keeps every step of the progress bar, which nobody could read as fast as it changes. */
const watchProgress = `{
  window.progressSeen = [];
  new MutationObserver(() => {
    const bar = document.querySelector('[role=progressbar]');
    const percent = bar === null ? undefined : Number(bar.getAttribute('aria-valuenow'));
    if (percent !== undefined && window.progressSeen.at(-1) !== percent) window.progressSeen.push(percent);
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}`;

describe('a command of the pages', () => {
  it('is carried out once, however often somebody presses because no answer came', async () => {
    const { page } = await open('/knowledge');
    const keys: (string | undefined)[] = [];
    let isCut = true;
    await page.route('**/api/knowledge', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (!isCut) return route.continue();
      isCut = false;
      // It arrives and is carried out; the answer gets lost on the way back.
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('Title').fill('Fragile parcels');
    await page.getByLabel('Text', { exact: false }).last().fill('We pack glass in two boxes.');
    await page.getByRole('button', { name: 'Add the text' }).click();
    await page.getByText('Frontdesk does not answer.').waitFor();
    await page.getByRole('button', { name: 'Add the text' }).click();
    await page.getByText('Frontdesk can quote it from now on.').waitFor();
    expect((await titlesKnown()).filter((title) => title === 'Fragile parcels')).toHaveLength(1);
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(keys).toEqual([keys[0], keys[0]]);
  }, 60_000);
});
