import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PoolOptions {
  /** The access tokens it gives out, one after the other; the last again and again. */
  readonly tokens: readonly string[];
}

/** What the pool was asked: the path and the form or query that came along. */
export interface Asked {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/**
 * A user pool on loopback as the browser meets Cognito's: a page to sign in on, codes that are good once and only with
 * the proof key they were asked with, tokens by code or renewal, revoking, and a way out. It holds one client to OAuth
 * 2.1 and takes nobody else's word for it.
 */
export async function aUserPool({ tokens }: PoolOptions) {
  const asked: Asked[] = [];
  const codes = new Map<string, { challenge: string; back: string }>();
  const renewals = new Set<string>();
  const pool = { clientId: 'dashboard-client', back: '', refuses: false };
  let given = 0;

  const tokensFor = () => {
    const renewal = `renewal-${randomUUID()}`;
    renewals.add(renewal);
    const token = tokens[Math.min(given, tokens.length - 1)];
    given += 1;
    return { access_token: token, refresh_token: renewal, token_type: 'Bearer', expires_in: 3600 };
  };
  const byCode = ({ code = '', code_verifier = '', redirect_uri }: Asked['form']) => {
    const known = codes.get(code);
    codes.delete(code);
    const proof = createHash('sha256').update(code_verifier).digest('base64url');
    const isLongEnough = /^[\w.~-]{43,128}$/.test(code_verifier);
    return known?.challenge === proof && isLongEnough && known.back === redirect_uri
      ? tokensFor()
      : undefined;
  };
  const byRenewal = ({ refresh_token = '' }: Asked['form']) =>
    renewals.delete(refresh_token) ? tokensFor() : undefined;

  const answer = (path: string, form: Asked['form'], response: ServerResponse): void => {
    if (form['client_id'] !== pool.clientId) return void response.writeHead(400).end('no such client');
    switch (path) {
      case '/oauth2/authorize':
        if (form['redirect_uri'] !== pool.back || form['code_challenge_method'] !== 'S256')
          return void response.writeHead(400).end('redirect_mismatch');
        {
          showPage(response, form, { codes, refuses: pool.refuses });
          return;
        }
      case '/oauth2/token': {
        const told = form['grant_type'] === 'authorization_code' ? byCode(form) : byRenewal(form);
        const type = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
        response.writeHead(told === undefined ? 400 : 200, type);
        return void response.end(JSON.stringify(told ?? { error: 'invalid_grant' }));
      }
      case '/oauth2/revoke':
        renewals.delete(form['token'] ?? '');
        return void response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
      case '/logout':
        return void response.writeHead(302, { location: form['logout_uri'] }).end();
      default:
        return void response.writeHead(404).end();
    }
  };

  const server = createServer((request, response) => {
    void formOf(request).then(({ path, form }) => {
      asked.push({ path, form });
      answer(path, form, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    pool,
    address,
    asked,
    config: { issuer: address, address, clientId: pool.clientId },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The page on which somebody signs in; its links lead back with a code or with a refusal. */
function showPage(
  response: ServerResponse,
  { state = '', redirect_uri: back = '', code_challenge: challenge = '' }: Asked['form'],
  { codes, refuses }: { codes: Map<string, { challenge: string; back: string }>; refuses: boolean },
): void {
  const code = randomUUID();
  codes.set(code, { challenge, back });
  const answer = new URLSearchParams(refuses ? { error: 'access_denied', state } : { code, state });
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(
    `<!doctype html><title>Pool</title><a href="${back}?${answer.toString().replaceAll('&', '&amp;')}">Continue as Ana</a>`,
  );
}

async function formOf(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://pool');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = new URLSearchParams(Buffer.concat(chunks).toString());
  return { path: url.pathname, form: Object.fromEntries([...url.searchParams, ...sent]) };
}
