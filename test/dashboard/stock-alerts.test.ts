import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGoodManners, type Look, visit } from './visitor.ts';

const sku = 'LAMP-BRASS-WALL';
let shop: Shop;
let browser: Browser;
let ana: number;
let ben: number;

beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop(), launchBrowser()]);
  [ana, ben] = [await waits('Ana Demo'), await waits('Ben Demo')];
  await shop.quiet();
}, 240_000);
afterAll(() => Promise.all([shop.stop(), browser.close()]), 30_000);

/** A customer who waits for the lamp. */
async function waits(name: string): Promise<number> {
  const inboxId = shop.inbox('Channel::Whatsapp');
  const { contactInboxId } = shop.simulator.newCustomer({ name, inboxId });
  const words = 'Please tell me when the brass wall light is back in stock';
  const { conversationId } = shop.simulator.customerWrites(contactInboxId, words);
  await shop.until('an answer', () => shop.said(conversationId).length > 0, 60);
  return conversationId;
}

const open = (look?: Look) =>
  visit(browser, `${shop.system.url}/stock-alerts#token=${shop.system.token}`, look);

async function openDialog(look?: Look) {
  const visitor = await open(look);
  await visitor.page.getByRole('button', { name: 'In stock, notify' }).first().click();
  const dialog = visitor.page.getByRole('dialog', { name: 'In stock, notify' });
  await dialog.getByText('1 person would be told now').waitFor();
  return { visitor, page: visitor.page, dialog };
}

const looks: [string, Look][] = [
  ['by day', {}],
  ['by night', { dark: true }],
  ['on a phone', { width: 360 }],
];

describe('the dialog that tells those who wait', () => {
  it.each(looks)(
    'shows before who would be told, and why somebody is not, %s',
    async (_, look) => {
      const { visitor, dialog } = await openDialog(look);
      await dialog.getByText('2 people wait').waitFor();
      await dialog.getByRole('listitem').filter({ hasText: 'Ana Demo' }).getByText('now').waitFor();
      await dialog.getByText('There is no unit left for them').waitFor();
      await expectGoodManners(visitor);
      expect(await shop.api(`/api/products/${sku}`)).toMatchObject({ stock: 0 });
    },
    60_000,
  );

  it('reckons anew with every number, and with who is meant', async () => {
    const { dialog } = await openDialog();
    await dialog.getByLabel('How many are there now?').fill('0');
    await dialog.getByText('Nobody would be told now').waitFor();
    await dialog.getByText('What they want is out of stock').first().waitFor();
    await dialog.getByLabel('How many are there now?').fill('1');
    await dialog.getByText('Everybody who waits').click();
    await dialog.getByText('2 people would be told now').waitFor();
  }, 60_000);

  it('promises to tell nobody when nobody is told, and takes no stock below none', async () => {
    const { dialog } = await openDialog();
    const stock = dialog.getByLabel('How many are there now?');
    await stock.fill('0');
    await dialog.getByRole('button', { name: 'Set the stock', exact: true }).waitFor();
    await stock.fill('-3');
    await stock.blur();
    await dialog.getByText('There cannot be fewer than 0.').waitFor();
    expect(await stock.inputValue()).toBe('-3');
    await stock.fill('2000000001');
    await dialog.getByText('There can be 2,000,000,000 at most.').waitFor();
    expect(await dialog.getByRole('button', { name: /^Set the stock/ }).isDisabled()).toBe(true);
  }, 60_000);

  it('sets the stock to none, and nobody is told', async () => {
    const { page, dialog } = await openDialog();
    await dialog.getByLabel('How many are there now?').fill('0');
    await dialog.getByRole('button', { name: 'Set the stock', exact: true }).click();
    await page.getByText('0 units in stock. The list shows what becomes of those who wait.').waitFor();
    const { items } = await shop.api('/api/stock-alerts?status=pending');
    expect(items.filter((alert: { sku: string }) => alert.sku === sku)).toHaveLength(2);
    expect([shop.said(ana), shop.said(ben)].map(({ length }) => length)).toEqual([1, 1]);
  }, 60_000);

  it('says in front of the page that it cannot reckon, as long as nobody answers', async () => {
    const { page, dialog } = await openDialog();
    await page.route('**/api/stock-alerts/notify', (route) => route.abort());
    await dialog.getByLabel('How many are there now?').fill('2');
    await dialog.getByText('Frontdesk does not answer.').waitFor();
    await page.unroute('**/api/stock-alerts/notify');
    await dialog.getByText('2 people would be told now').waitFor();
  }, 60_000);

  it('says what went wrong, and tells nobody', async () => {
    const { page, dialog } = await openDialog();
    await page.route('**/api/stock-alerts/notify', (route) => route.abort());
    await dialog.getByRole('button', { name: 'Set the stock and tell them' }).click();
    await dialog.getByText('Frontdesk does not answer.').waitFor();
    expect([shop.said(ana), shop.said(ben)].map(({ length }) => length)).toEqual([1, 1]);
  }, 60_000);
});

describe('a wish', () => {
  it.each(looks)(
    'is cancelled after a question only, %s',
    async (_, look) => {
      const visitor = await open(look);
      const { page } = visitor;
      await page.getByRole('button', { name: 'Cancel: Ben Demo' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cancel this wish?' });
      await dialog.getByText('Ben Demo will not be told').waitFor();
      await expectGoodManners(visitor);
      await dialog.getByRole('button', { name: 'Keep it' }).click();
      await page.getByRole('button', { name: 'Cancel: Ben Demo' }).waitFor();
    },
    60_000,
  );

  it('is over then, and the other one is told at once', async () => {
    const { page, dialog } = await openDialog();
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'Cancel: Ben Demo' }).click();
    await page.getByRole('button', { name: 'Cancel the wish' }).click();
    await page.getByText('Ben Demo no longer waits').waitFor();
    await page.getByText('Cancelled by the team').waitFor();
    await page.getByRole('button', { name: 'In stock, notify' }).first().click();
    await dialog.getByLabel('How many are there now?').fill('3');
    await dialog.getByText('1 person waits').waitFor();
    await dialog.getByRole('button', { name: 'Set the stock and tell them' }).click();
    await page.getByText('3 units in stock. 1 person is being told.').waitFor();
    await shop.until('the notice', () => shop.said(ana).length === 2, 60);
    expect(shop.said(ben)).toHaveLength(1);
    await page.getByText('told', { exact: true }).waitFor();
  }, 90_000);

  it('that ended while somebody looked is told of to nobody', async () => {
    await shop.post(`/api/products/${sku}/stock`, { stock: 0 });
    const cleo = await waits('Cleo Demo');
    await shop.quiet();
    const { page, dialog } = await openDialog();
    const [{ id }] = (await shop.api('/api/stock-alerts?status=pending')).items;
    await shop.post(`/api/stock-alerts/${id}/cancel`);
    await dialog.getByRole('button', { name: /^Set the stock/ }).click();
    await page.getByText('1 unit in stock. Nobody is waiting for it.').waitFor();
    expect(shop.said(cleo)).toHaveLength(1);
  }, 90_000);
});
