import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, customersName, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGoodManners, type Look, visit } from './visitor.ts';

const viewerToken = 'v'.repeat(40);
let shop: Shop;
let browser: Browser;
let asked: number;
let handedOver: number;

beforeAll(async () => {
  [shop, browser] = await Promise.all([aShop({ FRONTDESK_VIEWER_TOKEN: viewerToken }), launchBrowser()]);
  asked = await answered('How much is the oak table lamp?');
  await answered('Please tell me when the brass wall light is back in stock');
  handedOver = await answered('I want to talk to a person, please');
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
    async shows(page) {
      await page.getByText('Messages are accepted and answered.').waitFor();
      await page.getByRole('link', { name: /Waiting for stock: [1-9]/ }).waitFor();
    },
  },
  {
    name: 'Priority queue',
    path: () => '/queue',
    async shows(page) {
      await page.getByText('This looks like a question about a product').waitFor();
      await page.getByText('The customer asked for a person.').waitFor();
    },
  },
  {
    name: 'Conversation',
    path: () => `/conversations/${asked}`,
    async shows(page) {
      await page.getByRole('heading', { level: 1, name: customersName }).waitFor();
      const receipts = page.getByRole('group', { name: 'Receipts' });
      await receipts.getByText('Oak Table Lamp', { exact: true }).waitFor();
      await receipts.getByText('LAMP-OAK-TABLE', { exact: true }).waitFor();
      await page.getByText('Search products').waitFor();
    },
  },
  {
    name: 'Stock alerts',
    path: () => '/stock-alerts',
    shows: (page) => page.getByRole('link', { name: customersName }).waitFor(),
  },
  {
    name: 'Products',
    path: () => '/products',
    async shows(page) {
      await page.getByLabel('Search products').fill('oak table lamp');
      await page.getByRole('cell', { name: 'LAMP-OAK-TABLE' }).waitFor();
    },
  },
  {
    name: 'Knowledge',
    path: () => '/knowledge',
    async shows(page) {
      const [{ title }] = (await shop.api('/api/knowledge?limit=1')).items;
      await page.getByText(title).first().waitFor();
    },
  },
  {
    name: 'Test bench',
    path: () => '/test-bench',
    async shows(page) {
      await page.getByLabel('What a customer writes').fill('How much is the oak table lamp?');
      await page.getByRole('button', { name: 'Try it' }).click();
      const panel = (name: string) => page.getByRole('region', { name });
      await panel('Understood').getByText('Product inquiry').waitFor();
      await panel('Found').getByText('LAMP-OAK-TABLE').waitFor();
      await panel('Answered').getByText('€89.00').first().waitFor();
    },
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

describe('who may only look', () => {
  it.each(['/', '/queue', '/stock-alerts', '/products', '/knowledge', '/test-bench'])(
    'sees what they may not do, and why: %s',
    async (path) => {
      const visitor = await visit(browser, `${shop.system.url}${path}#token=${viewerToken}`);
      const locked = visitor.page.getByRole('button', { description: /Your role may look at this only/ });
      await locked.first().waitFor();
      await locked.first().hover();
      await visitor.page.getByRole('tooltip').getByText('An administrator can make you').waitFor();
      await locked.first().click({ force: true });
      await expectGoodManners(visitor);
      expect(await visitor.page.getByRole('dialog').count()).toBe(0);
    },
    60_000,
  );
});

describe('what one may do', () => {
  it('is known before there is anything to do', async () => {
    const { page } = await open('/products');
    const button = page.getByRole('button', { name: 'Choose a CSV file' });
    await button.waitFor();
    const told = Promise.withResolvers<undefined>();
    await page.route('**/api/session', async (route) => {
      await told.promise;
      await route.continue();
    });
    await page.reload();
    await page.getByRole('link', { name: 'Products' }).waitFor();
    await page.getByRole('main').getByText('Loading…').waitFor();
    expect(await button.count()).toBe(0);
    told.resolve(undefined);
    await button.waitFor();
  }, 60_000);
});

describe('what one does there', () => {
  it('finds the way back from a conversation that nobody has seen', async () => {
    const { page } = await open('/conversations/99999');
    await page.getByText('Frontdesk has seen no conversation of this number').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Go to the queue' }).click();
    await page.getByRole('heading', { level: 1, name: 'Priority queue' }).waitFor();
  }, 60_000);

  it('tries words out with what was said before them', async () => {
    const { page } = await open('/test-bench');
    const asked = page.waitForRequest('**/api/test-bench/answer');
    await page.getByLabel('What a customer writes').fill('How much is it?');
    await page.getByLabel('Said before, if anything').fill('Do you have the oak table lamp?\nShop: Yes.');
    await page.getByLabel('Labels of the contact, if any').fill('vip, ');
    await page.getByRole('button', { name: 'Try it' }).click();
    expect((await asked).postDataJSON()).toEqual({
      text: 'How much is it?',
      context: [
        { from: 'customer', text: 'Do you have the oak table lamp?' },
        { from: 'shop', text: 'Yes.' },
      ],
      contact: { labels: ['vip'] },
    });
    await page.getByRole('region', { name: 'Answered' }).getByText('Tools:').waitFor();
  }, 60_000);

  it('tells what a figure counts, to the mouse and to the keyboard', async () => {
    const { page } = await open('/');
    const what = page.getByRole('button', { name: 'What “Waiting for stock” means' });
    await what.hover();
    await page.getByText('Wishes to be told when something is back').waitFor();
    await page.mouse.move(0, 0);
    await page.getByText('Wishes to be told when something is back').waitFor({ state: 'hidden' });
    await what.press('Enter');
    await page.getByText('Wishes to be told when something is back').waitFor();
  }, 60_000);

  it('takes a conversation over from the queue, and releases it where its turns are', async () => {
    const { page } = await open('/queue');
    const entry = page
      .getByRole('listitem')
      .filter({ has: page.locator(`a[href="/conversations/${asked}"]`) });
    await entry.getByRole('button', { name: `Take over ${customersName}` }).click();
    await page.getByText('The conversation is yours').waitFor();
    await entry.getByText('person', { exact: true }).waitFor();
    expect(shop.conversation(asked).status).toBe('open');
    await entry.getByRole('link', { name: customersName, exact: true }).click();
    await page.getByText('A person has this conversation').waitFor();
    await page.getByRole('button', { name: 'Release to Frontdesk' }).click();
    await page.getByText('Frontdesk has this conversation and answers what comes in.').waitFor();
    expect(shop.conversation(asked).status).toBe('pending');
  }, 60_000);

  it('ticks off what was looked at', async () => {
    const { page } = await open('/queue');
    await page.getByRole('button', { name: `Done: conversation ${handedOver}` }).click();
    await expect.poll(() => page.getByText('The customer asked for a person.').count()).toBe(0);
    expect((await shop.api('/api/worklist')).items).toEqual([]);
  }, 60_000);

  it('shows more of what is to be looked at, as long as there is more', async () => {
    await shop.rows(
      `insert into worklist (account_id, conversation_id, kind, message_ids, reason, since)
       select 1, 1000 + number, 'failed', '{}', 'Failed.', timestamptz '2026-05-01' + number * interval '1 second'
         from generate_series(1, 45) as number`,
    );
    const { page } = await open('/queue');
    const panel = page.getByRole('region', { name: 'To look at' });
    const more = panel.getByRole('button', { name: 'Show more' });
    const shown = () => panel.getByRole('listitem').filter({ hasText: 'Conversation 10' }).count();
    await panel.getByText('Conversation 1020', { exact: true }).waitFor();
    expect(await shown()).toBe(20);
    await more.click();
    await panel.getByText('Conversation 1040', { exact: true }).waitFor();
    await more.click();
    await panel.getByText('Conversation 1045', { exact: true }).waitFor();
    expect([await shown(), await more.count()]).toEqual([45, 0]);
    await page.getByRole('button', { name: 'Done: conversation 1044' }).click();
    await expect.poll(shown).toBe(44);
    await shop.rows('delete from worklist where conversation_id > 1000');
  }, 60_000);

  it('brings a file of products in, and says which line to mend', async () => {
    const { page } = await open('/products');
    const choose = (lines: string) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'products.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`sku,name,price,currency,stock\n${lines}\n`),
      });
    await choose('VASE-1,Tall vase,cheap,EUR,4');
    await page.getByText('Line 2: price').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('Line 2: price').waitFor({ state: 'detached' });
    await choose('VASE-1,Tall vase,19.90,EUR,4');
    await page.getByText('Added: 1.').waitFor();
    await page.getByLabel('Search products').fill('tall vase');
    await page.getByRole('cell', { name: '€19.90' }).waitFor();
  }, 60_000);

  it('adds what was written to what the shop knows', async () => {
    const { page } = await open('/knowledge');
    await page.getByLabel('Title').fill('Engraving');
    await page.getByLabel('Text', { exact: false }).last().fill('We engrave brass for twelve euros.');
    await page.getByRole('button', { name: 'Add the text' }).click();
    await page.getByRole('button', { name: 'Delete Engraving' }).waitFor();
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
});
