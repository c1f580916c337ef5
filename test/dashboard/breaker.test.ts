import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGoodManners, type Look, visit } from './visitor.ts';

let shop: Shop;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop(), launchBrowser()]);
}, 240_000);
afterAll(() => Promise.all([shop.stop(), browser.close()]), 30_000);

const open = (path: string, look?: Look) =>
  visit(browser, `${shop.system.url}${path}#token=${shop.system.token}`, look);

const looks: [string, Look][] = [
  ['by day', {}],
  ['by night', { dark: true }],
  ['on a phone', { width: 360 }],
];

describe('pausing the assistant everywhere', () => {
  it('takes one look and one more click on Home, and shows on every page until somebody resumes', async () => {
    const visitor = await open('/');
    const { page } = visitor;
    await page.getByRole('button', { name: 'Pause the assistant everywhere' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pause the assistant everywhere?' });
    await expectGoodManners(visitor);
    expect(await shop.api('/api/breaker')).toMatchObject({ state: 'closed' });
    await dialog.getByRole('button', { name: 'Pause everywhere' }).click();
    await page.getByText('Frontdesk is paused everywhere.').waitFor();
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByText('Frontdesk is paused everywhere.').waitFor();

    const customer = shop.customer(shop.inbox('Channel::WebWidget'));
    const { conversationId } = shop.simulator.customerWrites(customer, 'How much is the oak table lamp?');
    await shop.until('the team sees it', () => shop.conversation(conversationId).status === 'open');
    expect(shop.said(conversationId)).toEqual([]);

    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Frontdesk is paused everywhere.').waitFor({ state: 'detached' });
    await shop.quiet();
    await shop.post('/local/run/reconcile');
    await shop.until('the answer', () => shop.said(conversationId).length === 1);
  }, 90_000);

  it.each(looks)(
    'is shown readable by all, %s',
    async (_, look) => {
      await shop.post('/api/breaker/stop');
      const visitor = await open('/', look);
      await visitor.page.getByText('Frontdesk is paused everywhere.').waitFor();
      await expectGoodManners(visitor);
      await shop.post('/api/breaker/resume');
    },
    60_000,
  );
});
