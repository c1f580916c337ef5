import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildSite } from '../../lib/infra/build-site.ts';
import { contentSecurityPolicy } from '../../lib/infra/constructs/security-headers.ts';
import { siteAnswer } from '../../local/runner/site.ts';
import { aShop, type Shop } from '../journeys/a-shop.ts';
import { launchBrowser } from '../support/browser.ts';
import { aUserPool } from './user-pool.ts';
import { expectGoodManners, type Look, visit } from './visitor.ts';

let shop: Shop;
let browser: Browser;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'frontdesk-pool-'));
  [shop, browser] = await Promise.all([
    aShop(),
    launchBrowser(),
    buildSite({ root: process.cwd(), outdir: directory }),
  ]);
}, 240_000);
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await Promise.all([shop.stop(), browser.close()]);
}, 30_000);

/** The site as it is deployed, with a user pool, before the API of the shop, which takes the good token only. */
async function aDeployment({ tokens = [shop.system.token] }: { tokens?: string[] } = {}) {
  const { pool, asked, config, address: signInAddress, close } = await aUserPool({ tokens });
  const headers = {
    'content-security-policy': contentSecurityPolicy({ frameAncestor: null, signInAddress }),
  };
  const site = { directory, headers, config: { stage: 'prod', apiBase: '', sandbox: false, signIn: config } };
  const server = createServer((request, response) => {
    const pathname = request.url?.split('?')[0] ?? '/';
    if (/^\/(api\/|health$)/.test(pathname)) void forward(request, response);
    else
      void siteAnswer(site, pathname).then(({ status, headers: told, body }) =>
        response.writeHead(status, told).end(body),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pool.back = `${address}/`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await close();
  });
  return { address, pool, asked, of: (where: string) => asked.filter((one) => one.path === where) };
}

async function forward({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const { authorization } = headers;
  const answer = await fetch(shop.system.url + url, { ...(authorization && { headers: { authorization } }) });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(await answer.text());
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Continue as Ana' }).click();
}

const isOpen = (page: Page) => page.getByText('Messages are accepted and answered.').waitFor();

describe('signing in at the user pool', () => {
  it.each<Look>([{}, { dark: true }, { width: 360 }])(
    'is offered to whoever comes (%o)',
    async (look) => {
      const { address } = await aDeployment();
      const visitor = await visit(browser, address, look);
      await visitor.page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await visitor.page.getByLabel('Token').count()).toBe(0);
      await expectGoodManners(visitor);
    },
    60_000,
  );

  it('leads back to the page that was wanted, with nothing of it left in the address', async () => {
    const { address, of } = await aDeployment();
    const visitor = await visit(browser, `${address}/products?from=mail`);
    const { page } = visitor;
    await signIn(page);
    await page.getByRole('cell', { name: 'LAMP-OAK-TABLE' }).waitFor();
    expect(page.url()).toBe(`${address}/products?from=mail`);
    await page.reload();
    await page.getByRole('cell', { name: 'LAMP-OAK-TABLE' }).waitFor();
    expect(of('/oauth2/token')).toHaveLength(1);
    expect(visitor.complaints).toEqual([]);
  }, 60_000);

  it('asks with another state and another proof key every time', async () => {
    const { address, of } = await aDeployment();
    for (const _ of [1, 2]) {
      const { page } = await visit(browser, address);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('link', { name: 'Continue as Ana' }).waitFor();
    }
    const [first, second] = of('/oauth2/authorize').map(({ form }) => form);
    expect(first).toMatchObject({
      response_type: 'code',
      scope: 'openid email',
      code_challenge_method: 'S256',
    });
    expect(first?.['state']).toMatch(/^[\w-]{43}$/);
    expect(first?.['state']).not.toBe(second?.['state']);
    expect(first?.['code_challenge']).not.toBe(second?.['code_challenge']);
  }, 60_000);

  it('takes no answer that this tab did not ask for, and no token from a link', async () => {
    const { address, of } = await aDeployment();
    const { page } = await visit(browser, `${address}/?code=stolen&state=somebody-elses`);
    await page.getByText('That sign-in was not finished.').waitFor();
    expect(page.url()).toBe(`${address}/`);
    await page.goto(`${address}/queue#token=${shop.system.token}`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(of('/oauth2/token')).toEqual([]);
  }, 60_000);

  it('takes no answer with another state than it asked with', async () => {
    const { address, of } = await aDeployment();
    const { page } = await visit(browser, address);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const back = await page.getByRole('link', { name: 'Continue as Ana' }).getAttribute('href');
    await page.goto(back!.replace(/state=[^&]+/, 'state=another'));
    await page.getByText('That sign-in was not finished.').waitFor();
    expect(of('/oauth2/token')).toEqual([]);
  }, 60_000);

  it('says so when the pool lets somebody not in', async () => {
    const { address, pool } = await aDeployment();
    pool.refuses = true;
    const { page } = await visit(browser, address);
    await signIn(page);
    await page.getByText('That sign-in was not finished.').waitFor();
    pool.refuses = false;
    await signIn(page);
    await isOpen(page);
  }, 60_000);
});

describe('a session of the user pool', () => {
  it('goes on with a new token when the first is over, asked for once', async () => {
    const { address, of } = await aDeployment({ tokens: ['over-by-now', shop.system.token] });
    const { page } = await visit(browser, address);
    await signIn(page);
    await isOpen(page);
    await page.getByText('Messages today').waitFor();
    const [byCode, renewed, ...more] = of('/oauth2/token').map(({ form }) => form['grant_type']);
    expect([byCode, renewed, more]).toEqual(['authorization_code', 'refresh_token', []]);
  }, 60_000);

  it('is over when the pool renews it no more', async () => {
    const { address } = await aDeployment({ tokens: ['over-by-now', 'over-as-well'] });
    const { page } = await visit(browser, address);
    await signIn(page);
    await page.getByText('not, or no longer, valid').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  }, 60_000);

  it('ends here and at the pool with the button that says so', async () => {
    const { address, of } = await aDeployment();
    const { page } = await visit(browser, address);
    await signIn(page);
    await isOpen(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(of('/logout')).toMatchObject([{ form: { logout_uri: `${address}/` } }]);
    await expect.poll(() => of('/oauth2/revoke').map(({ form }) => form['token'])).toHaveLength(1);
    expect(of('/oauth2/revoke')[0]?.form['token']).toMatch(/^renewal-/);
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  }, 60_000);
});
