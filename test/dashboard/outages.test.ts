import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, customersName, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { visit } from './visitor.ts';

let shop: Shop;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop(), launchBrowser()]);
  const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
  const words = 'Please tell me when the brass wall light is back in stock';
  const { conversationId } = shop.simulator.customerWrites(customer, words);
  await shop.until('an answer', () => shop.said(conversationId).length > 0, 60);
  await shop.quiet();
}, 240_000);
afterAll(() => Promise.all([shop.stop(), browser.close()]), 30_000);

const open = (path: string) => visit(browser, `${shop.system.url}${path}#token=${shop.system.token}`);

describe('when nobody is there to answer', () => {
  it('says so, and shows the page by itself once somebody is', async () => {
    const { page } = await open('/');
    await page.getByText('Messages are accepted and answered.').waitFor();
    await page.route('**/*', (route) => route.abort());
    await page.getByRole('link', { name: 'Test bench' }).click();
    await page.getByRole('heading', { name: 'This page is not here yet' }).waitFor();
    await page.getByText('Frontdesk does not answer.').waitFor();
    await page.unroute('**/*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('What a customer writes').waitFor();
  }, 60_000);

  it.each([
    ['/', 'Messages are accepted and answered.'],
    ['/queue', 'Talked to lately'],
    ['/stock-alerts', 'Brass wall light'],
  ])(
    'says so once for all that is on the page, without a break and beside what was last known: %s',
    async (path, known) => {
      const { page } = await open(path);
      await page.getByText(known).first().waitFor();
      await page.route(/\/(api\/|health)/, (route) => route.abort());
      await page.getByText('Frontdesk does not answer.').waitFor();
      await page.evaluate(watchNotices);
      await askedInVain(page, 4);
      expect(await page.evaluate('window.noticesSeen')).toEqual([1]);
      await page.getByText(known).first().waitFor();
      await page.unroute(/\/(api\/|health)/);
      await page.getByText('Frontdesk does not answer.').waitFor({ state: 'detached' });
    },
    60_000,
  );

  it('says it without a break on a page that never got its lists, and shows them once they are there', async () => {
    const { page } = await open('/knowledge');
    await page.getByRole('table', { name: 'Knowledge' }).waitFor();
    await page.route('**/api/{queue,worklist,products}*', (route) => route.abort());
    await page.getByRole('link', { name: 'Priority queue' }).click();
    await page.getByText('Frontdesk does not answer.').waitFor();
    await page.evaluate(watchNotices);
    await askedInVain(page, 4);
    expect(await page.evaluate('window.noticesSeen')).toEqual([1]);
    await page.getByRole('link', { name: 'Knowledge' }).click();
    await page.getByText('Frontdesk does not answer.').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByText('Frontdesk does not answer.').waitFor();
    await page.unroute('**/api/{queue,worklist,products}*');
    // Nothing on this page is asked for again and again as long as it is there.
    await page.getByRole('cell', { name: 'LAMP-OAK-TABLE' }).waitFor();
    await page.getByText('Frontdesk does not answer.').waitFor({ state: 'detached' });
  }, 60_000);

  it('says of what went wrong inside what the API says of it, without a break too', async () => {
    const { page } = await open('/knowledge');
    await page.getByRole('table', { name: 'Knowledge' }).waitFor();
    const problem = { title: 'Service Unavailable', status: 503, detail: 'The books are being moved.' };
    await page.route('**/api/queue*', (route) => route.fulfill({ status: 503, json: problem }));
    await page.getByRole('link', { name: 'Priority queue' }).click();
    await page.getByText('The books are being moved.').waitFor();
    await page.evaluate(watchNotices);
    await Promise.all(['first', 'again', 'a third time'].map(() => page.waitForResponse('**/api/queue*')));
    expect(await page.evaluate('window.noticesSeen')).toEqual([1]);
  }, 60_000);

  it('says what is wrong when Frontdesk does not answer, and shows it all again when it does', async () => {
    const { page } = await open('/');
    await page.getByText('Messages are accepted and answered.').waitFor();
    await page.route('**/api/stock-alerts*', (route) => route.abort());
    await page.getByRole('link', { name: 'Stock alerts' }).click();
    await page.getByText('Frontdesk does not answer.').waitFor();
    await page.unroute('**/api/stock-alerts*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: customersName }).waitFor();
    await expect.poll(() => page.getByText('Frontdesk does not answer.').count()).toBe(0);
  }, 60_000);
});

/** Keeps how many failures the page told of, whenever that changes. */
const watchNotices = `{
  const look = () => {
    const count = document.querySelectorAll('[role=alert]').length;
    if (window.noticesSeen.at(-1) !== count) window.noticesSeen.push(count);
  };
  window.noticesSeen = [];
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
}`;

/** So many more requests that nobody answers. */
async function askedInVain(page: Page, times: number): Promise<void> {
  for (let asked = 0; asked < times; asked += 1) await page.waitForEvent('requestfailed');
}
