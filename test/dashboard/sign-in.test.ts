import type { Browser } from 'playwright-core';
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

describe('signing in', () => {
  it('takes the token of the printed link, keeps it for this tab, and lets no address keep it', async () => {
    const visitor = await visit(browser, `${shop.system.url}/stock-alerts#token=${shop.system.token}`);
    const { page } = visitor;
    await page.getByRole('heading', { level: 1, name: 'Stock alerts' }).waitFor();
    expect(page.url()).toBe(`${shop.system.url}/stock-alerts`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Stock alerts' }).waitFor();
    await expectGoodManners(visitor);
  }, 60_000);

  it.each([{}, { dark: true }, { width: 360 }])(
    'asks whoever comes without one (%o)',
    async (look) => {
      const visitor = await visit(browser, shop.system.url, look);
      const { page } = visitor;
      await page.getByText('npm start').waitFor();
      await expectGoodManners(visitor);
      await page.getByLabel('Token', { exact: true }).fill(shop.system.token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Messages are accepted and answered.').waitFor();
    },
    60_000,
  );

  it('asks again when the token is not valid', async () => {
    const { page } = await visit(browser, `${shop.system.url}/stock-alerts#token=somebody-elses`);
    await page.getByText('not, or no longer, valid').waitFor();
    await page.getByLabel('Token', { exact: true }).fill(shop.system.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stock alerts' }).waitFor();
  }, 60_000);

  it('ends with the button that says so', async () => {
    const { page } = await visit(browser, `${shop.system.url}/#token=${shop.system.token}`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token', { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('Token', { exact: true }).waitFor();
  }, 60_000);
});
