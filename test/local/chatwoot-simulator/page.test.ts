import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startReceiver, startSimulator } from './harness.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

/** A page of the sandbox whose every complaint is collected. */
async function visit(
  base: string,
  options: { width?: number; dark?: boolean } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    colorScheme: options.dark === true ? 'dark' : 'light',
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(base);
  return { page, complaints };
}

describe('the sandbox page', () => {
  it('lets a visitor make up a customer, write, and see the answer arrive', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url, now: () => new Date() });
    const { page, complaints } = await visit(shop.base);
    await page.getByRole('button', { name: 'New customer' }).click();
    await page.getByLabel('Name').fill('<img src=x onerror=alert(1)> Ana');
    await page.getByText('Telegram', { exact: true }).click();
    await page.getByRole('button', { name: 'Start writing' }).click();
    await page.getByRole('textbox', { name: /^Write as/ }).fill('Do you have <b>linen</b> sheets?');
    await page.keyboard.press('Enter');
    const messages = page.getByLabel('Messages');
    await messages.getByText('Do you have <b>linen</b> sheets?').waitFor();
    await page.getByText('Frontdesk is thinking…').waitFor();
    await expect.poll(() => receiver.of('message_created').length).toBe(2);
    const [{ conversation }] = receiver.of('message_created');
    expect(conversation.channel).toBe('Channel::Telegram');
    await shop.bot('POST', `/conversations/${conversation.id}/messages`, {
      content: 'Yes, in four colours.',
    });
    await messages.getByText('Yes, in four colours.').waitFor();
    await page.getByText('Frontdesk is thinking…').waitFor({ state: 'hidden' });
    expect(
      await page.getByRole('heading', { level: 2, name: '<img src=x onerror=alert(1)> Ana' }).count(),
    ).toBe(1);
    expect(await page.locator('.messages b, .messages img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('sends a suggested question with one click', async () => {
    const shop = await startSimulator({ now: () => new Date() });
    const { page, complaints } = await visit(shop.base);
    await page.getByText('No Frontdesk is listening at the moment').waitFor();
    await page
      .getByRole('button', { name: /Ask for a person/ })
      .first()
      .click();
    await page.getByLabel('Messages').getByText('Could I talk to a real person, please?').waitFor();
    expect(shop.simulator.conversation(1)).toMatchObject({
      status: 'pending',
      meta: { channel: 'Channel::Email' },
    });
    expect(complaints).toEqual([]);
  });

  it('lets the visitor answer as a person, leave a note, answer from the phone and set the facts', async () => {
    const shop = await startSimulator({ now: () => new Date() });
    const { conversationId } = shop.talkOn('WhatsApp');
    const { page, complaints } = await visit(`${shop.base}#c${conversationId}`);
    const say = async (as: string, text: string) => {
      await page.getByRole('radio', { name: as }).check();
      await page.locator('#words').fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByLabel('Messages').getByText(text).waitFor();
    };
    await say('Person', 'Tomas here');
    await say('Private note', 'Regular customer');
    await say('Phone app', 'Calling you now');
    await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'Open' }).click();
    await page.getByLabel('Priority').selectOption('high');
    await page.getByLabel('Assigned to').selectOption('Mika Lind');
    await page.getByRole('button', { name: 'vip', exact: true }).click();
    await expect
      .poll(() => shop.simulator.conversation(conversationId))
      .toMatchObject({
        status: 'open',
        priority: 'high',
        labels: ['vip'],
        meta: { assignee: { name: 'Mika Lind' } },
      });
    const written = shop.simulator.messages(conversationId).filter((one) => one.message_type === 1);
    expect(
      written.map((one) => [
        one.content,
        one.private,
        one.sender?.id ?? null,
        one.content_attributes['external_echo'] ?? false,
      ]),
    ).toEqual([
      ['Tomas here', false, 2, false],
      ['Regular customer', true, 2, false],
      ['Calling you now', false, null, true],
    ]);
    expect(complaints).toEqual([]);
  });

  it('works on a phone in the dark, one column at a time, without scrolling sideways', async () => {
    const shop = await startSimulator({ now: () => new Date() });
    shop.talkOn('Instagram', 'a-very-long-word-'.repeat(20));
    const { page, complaints } = await visit(shop.base, { width: 360, dark: true });
    await page.getByRole('button', { name: /Ana Costa/ }).click();
    expect(await page.getByRole('button', { name: 'New customer' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show the facts' }).click();
    await page.getByText('Messaging window').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back to all' }).click();
    await page.getByRole('button', { name: 'New customer' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(complaints).toEqual([]);
  });

  it('fits a phone also when the customer has a long name', async () => {
    const shop = await startSimulator({ now: () => new Date() });
    const inboxId = shop.inboxId('WhatsApp');
    const name = 'Maria Fernanda Gonzalez Lopez';
    const { contactInboxId } = shop.simulator.newCustomer({ name, inboxId });
    const { conversationId } = shop.simulator.customerWrites(contactInboxId, 'Hello');
    const { page } = await visit(`${shop.base}#c${conversationId}`, { width: 390 });
    await page.getByRole('heading', { level: 2, name }).waitFor();
    // What overflows is cut off and not scrolled, so each control is measured.
    const rightmost = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('.talk, .talk button, .talk textarea')].map((one) => one.getBoundingClientRect().right))",
    );
    expect(rightmost).toBeLessThanOrEqual(390);
  });

  it('says it when Frontdesk does not take a message', async () => {
    const receiver = await startReceiver(() => 503);
    const shop = await startSimulator({ webhookUrl: () => receiver.url, now: () => new Date() });
    const { conversationId } = shop.talkOn('WhatsApp');
    const { page } = await visit(`${shop.base}#c${conversationId}`);
    await page.getByText('Frontdesk did not take the last message (it answered 503).').waitFor();
    await page.getByText('Conversation was marked open by system').waitFor();
  });
});

describe('the routes behind the page', () => {
  it('refuse other sites and plain forms', async () => {
    const { base } = await startSimulator();
    const body = JSON.stringify({ name: 'Eve', inboxId: 1 });
    const post = (headers: Record<string, string>) =>
      fetch(`${base}/ui/customers`, { method: 'POST', headers, body });
    expect((await post({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(403);
    expect((await post({ 'content-type': 'application/json' })).status).toBe(200);
  });

  it('answer only to names of this machine as long as they can be reached on it only', async () => {
    const { base } = await startSimulator();
    const { port } = new URL(base);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.nip.io',
    ]) {
      for (const path of ['', '/ui/state', '/ui/events', '/page/page.js', '/files/1/a.png']) {
        expect(await statusAs(host, `${base}${path}`)).toBe(421);
      }
    }
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', `[::1]:${port}`]) {
      expect(await statusAs(host, `${base}/ui/state`)).toBe(200);
    }
    // REST has tokens, and Docker calls this machine by another name.
    expect(await statusAs('host.docker.internal', `${base}/api/v1/profile`)).toBe(401);
  });

  it('answer to every name when the machine is meant to be reached from outside', async () => {
    const { base } = await startSimulator({ onLoopback: false });
    expect(await statusAs('shop.example', `${base}/ui/state`)).toBe(200);
  });

  it('say in a sentence what is wrong', async () => {
    const { base } = await startSimulator();
    const post = async (path: string, body: unknown) => {
      const response = await fetch(`${base}/ui/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    expect(await post('customers', { name: ' ', inboxId: 1 })).toEqual([
      422,
      { error: 'Please check name.' },
    ]);
    expect(await post('conversations/9/messages', { text: 'Hi', as: 'person' })).toEqual([
      404,
      { error: 'Resource could not be found' },
    ]);
    expect(await post('nowhere', {})).toEqual([404, { error: 'There is no such thing here.' }]);
  });

  it('never show a token or a secret, and serve nothing but the page', async () => {
    const { base, simulator, talkOn } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    const { credentials } = simulator;
    for (const path of ['/ui/state', `/ui/conversations/${conversationId}`]) {
      const text = await (await fetch(`${base}${path}`)).text();
      for (const secret of [credentials.botToken, credentials.apiToken, ...credentials.webhookSecrets]) {
        expect(text).not.toContain(secret);
      }
    }
    expect((await fetch(`${base}/page/..%2fsimulator.ts`)).status).toBe(404);
    const page = await fetch(base);
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
  });
});

/** `fetch` does not let a caller choose the Host header. */
async function statusAs(host: string, url: string): Promise<number | undefined> {
  const [response] = (await once(get(url, { headers: { host } }), 'response')) as [IncomingMessage];
  response.destroy();
  return response.statusCode;
}
