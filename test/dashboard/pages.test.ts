import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGoodManners, type Look, visit } from './visitor.ts';

let shop: Shop;
let browser: Browser;
let asked: number;
let wished: number;

beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop(), launchBrowser()]);
  asked = await answered('How much is the oak table lamp?');
  wished = await answered('Please tell me when the brass wall light is back in stock');
  await shop.quiet();
}, 240_000);
afterAll(() => Promise.all([shop.stop(), browser.close()]), 30_000);

/** A customer's question, and the conversation in which it was answered. */
async function answered(words: string): Promise<number> {
  const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
  const { conversationId } = shop.simulator.customerWrites(customer, words);
  await shop.until('an answer', () => shop.said(conversationId).length > 0, 60);
  return conversationId;
}

const open = (path: string, look?: Look) =>
  visit(browser, `${shop.system.url}${path}#token=${shop.system.token}`, look);

/** Each page, and what only somebody who has read the shop's data can show. */
const pages: { name: string; path: () => string; shows: (page: Page) => Promise<void> }[] = [
  {
    name: 'Home',
    path: () => '/',
    shows: (page) => page.getByText('Messages are accepted and answered.').waitFor(),
  },
  {
    name: 'Conversation',
    path: () => `/conversations/${asked}`,
    async shows(page) {
      await page.getByText('product:LAMP-OAK-TABLE').waitFor();
      await page.getByText('Search products').waitFor();
    },
  },
  {
    name: 'Stock alerts',
    path: () => '/stock-alerts',
    shows: (page) => page.getByRole('link', { name: 'Ana Demo' }).waitFor(),
  },
];

describe.each(pages)('$name', ({ path, shows }) => {
  it.each([
    ['by day', {}],
    ['by night', { dark: true }],
    ['on a phone', { width: 360 }],
  ])(
    'shows what is there, %s',
    async (_, look) => {
      const visitor = await open(path(), look);
      await shows(visitor.page);
      await expectGoodManners(visitor);
    },
    60_000,
  );
});

describe('what one does there', () => {
  it('sets the stock of what somebody waits for, and says who is told when', async () => {
    const { page } = await open('/stock-alerts');
    await page.getByRole('button', { name: 'In stock, notify' }).click();
    const dialog = page.getByRole('dialog', { name: 'Back in stock' });
    await dialog.getByLabel('How many are there now?').fill('3');
    await dialog.getByText('as many people as there are units').waitFor();
    await dialog.getByRole('button', { name: 'Set the stock' }).click();
    await page.getByText('3 units in stock').waitFor();
    const [{ sku }] = (await shop.api('/api/stock-alerts')).items;
    expect(await shop.api(`/api/products/${sku}`)).toMatchObject({ stock: 3 });
    expect(shop.said(wished)).toHaveLength(1);
  }, 60_000);

  it('says of an address that is no page that it is none', async () => {
    const { page } = await open('/nowhere');
    await page.getByRole('heading', { level: 1, name: 'No such page' }).waitFor();
  }, 60_000);

  it('goes everywhere by the keyboard alone', async () => {
    const { page } = await open('/');
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.getByRole('link', { name: 'Stock alerts' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Stock alerts' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  }, 60_000);

  it('says what is wrong when Frontdesk does not answer, and shows it all again when it does', async () => {
    const { page } = await open('/');
    await page.getByText('Messages are accepted and answered.').waitFor();
    await page.route('**/api/stock-alerts*', (route) => route.abort());
    await page.getByRole('link', { name: 'Stock alerts' }).click();
    await page.getByText('Frontdesk does not answer.').waitFor();
    await page.unroute('**/api/stock-alerts*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Ana Demo' }).waitFor();
    await expect.poll(() => page.getByText('Frontdesk does not answer.').count()).toBe(0);
  }, 60_000);
});
