import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startSimulator } from './harness.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

it('a note shows whom it mentions by name, and no name becomes markup', async () => {
  const shop = await startSimulator({ now: () => new Date() });
  const raw = '[@Tomas Reis](mention://user/2/Tomas%20Reis)';
  const { conversationId } = shop.talkOn('WhatsApp', `I write ${raw} myself`);
  const evil = '[@<img src=x onerror=alert(1)>](mention://team/1/x)';
  await shop.bot('POST', `/conversations/${conversationId}/messages`, {
    content: `${raw} ${evil} A question we could not answer.`,
    private: true,
  });
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${shop.base}#c${conversationId}`);
  const note = page.getByLabel('Messages').locator('[data-by="note"] .bubble');
  await note.waitFor();
  expect(await note.textContent()).toBe(
    '@Tomas Reis @<img src=x onerror=alert(1)> A question we could not answer.',
  );
  expect(await note.locator('.mention').allTextContents()).toEqual([
    '@Tomas Reis',
    '@<img src=x onerror=alert(1)>',
  ]);
  expect(await page.locator('.messages img').count()).toBe(0);
  expect(await page.locator('.row-preview').first().textContent()).toBe(
    'Note: @Tomas Reis @<img src=x onerror=alert(1)> A question we could not answer.',
  );
  // What a customer writes is no mention, in Chatwoot neither.
  expect(await page.locator('[data-by="customer"] .bubble').textContent()).toBe(`I write ${raw} myself`);
});
