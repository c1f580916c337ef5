import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, customersName, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGoodManners, type Look, visit } from './visitor.ts';

let shop: Shop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop({ SHOP_DAILY_BUDGET_USD: '2.5' }), launchBrowser()]);
}, 240_000);
afterAll(() => Promise.all([shop.stop(), browser.close()]), 30_000);

const open = (path: string, look?: Look) =>
  visit(browser, `${shop.system.url}${path}#token=${shop.system.token}`, look);

describe('a desk to which nobody wrote yet', () => {
  it.each([{}, { dark: true }, { width: 360 }])(
    'shows where to begin (%o)',
    async (look) => {
      const visitor = await open('/', look);
      await visitor.page.getByRole('complementary', { name: 'Ring the bell' }).waitFor();
      await visitor.page.getByText('Messages are accepted and answered.').waitFor();
      await expectGoodManners(visitor);
    },
    60_000,
  );

  it('says so until somebody closes it, and then never again', async () => {
    const { page } = await open('/');
    await page.getByRole('button', { name: 'Close this hint' }).click();
    await page.reload();
    await page.getByText('Messages are accepted and answered.').waitFor();
    await page.getByText('Messages today').waitFor();
    expect(await page.getByText('Ring the bell').count()).toBe(0);
  }, 60_000);

  it('leads from its empty queue to where one can be a customer', async () => {
    const visitor = await open('/queue');
    const { page } = visitor;
    await page.getByText('Nobody waits', { exact: true }).waitFor();
    await expectGoodManners(visitor);
    await page.getByRole('link', { name: 'Write as a customer' }).click();
    await page.getByRole('heading', { level: 1, name: /as one of its customers/ }).waitFor();
  }, 60_000);
});

describe('the first message', () => {
  it('takes the hint away, and its conversation leads to where it was said', async () => {
    const { page } = await open('/');
    await page.getByRole('complementary', { name: 'Ring the bell' }).waitFor();
    const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
    const { conversationId } = shop.simulator.customerWrites(customer, 'How much is the oak table lamp?');
    await shop.until('an answer', () => shop.said(conversationId).length > 0, 60);
    await page.getByText('Ring the bell').waitFor({ state: 'detached' });

    await page.getByRole('link', { name: /Messages today/ }).click();
    await page.getByRole('link', { name: customersName, exact: true }).click();
    const inChatwoot = page.getByRole('link', { name: 'Open in Chatwoot, in a new tab' });
    const [tab] = await Promise.all([page.context().waitForEvent('page'), inChatwoot.click()]);
    await tab.getByLabel('Messages').getByText('How much is the oak table lamp?').waitFor();
    expect(tab.url()).toBe(`${shop.system.url}/sandbox#c${conversationId}`);
  }, 90_000);
});

describe('what models cost', () => {
  it.each([{}, { dark: true }, { width: 360 }])(
    'is shown against the budget (%o)',
    async (look) => {
      const visitor = await open('/', look);
      const { page } = visitor;
      const figure = (label: string) => page.getByRole('group', { name: label });
      await figure('Model spend today').getByText('of a budget of $2.50').waitFor();
      await figure('Model spend this month').getByText('no budget is set').waitFor();
      await expectGoodManners(visitor);
    },
    60_000,
  );

  it('is followed as it grows', async () => {
    const { page } = await open('/');
    const today = page.getByRole('group', { name: 'Model spend today' });
    await today.getByText('$0', { exact: true }).waitFor();
    await page.route('**/api/overview', async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({ json: { ...answer, spendToday: { ...answer.spendToday, value: 1.25 } } });
    });
    await today.getByText('$1.25', { exact: true }).waitFor();
    await today.getByText('of a budget of $2.50').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }, 60_000);
});
