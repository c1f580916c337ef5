import { reached, Unreachable } from '../api/reach.ts';
import type { Tokens } from './session.ts';

/** The user pool of the shop, as `/config.json` says it. */
export interface UserPool {
  /** Whom its tokens are from. */
  readonly issuer: string;
  /** Where its sign-in page is, without a slash at the end. */
  readonly address: string;
  /** What the dashboard is called there. */
  readonly clientId: string;
}

/** One sign-in, as the pool is asked for it. */
export interface Asked {
  readonly state: string;
  readonly challenge: string;
  /** Where people are sent back to; the pool knows it and takes no other. */
  readonly back: string;
}

/** Where somebody signs in. */
export function signInAddress({ address, clientId }: UserPool, { state, challenge, back }: Asked): string {
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: back,
    scope: 'openid email',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  return `${address}/oauth2/authorize?${new URLSearchParams(asked).toString()}`;
}

/** Where the pool forgets who signed in with this browser. */
export function signOutAddress({ address, clientId }: UserPool, back: string): string {
  return `${address}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: back }).toString()}`;
}

/** Changes the code of a sign-in for tokens; undefined when the pool does not take it. Throws Unreachable. */
export function tokensForCode(
  pool: UserPool,
  { code, verifier, back }: { code: string; verifier: string; back: string },
): Promise<Tokens | undefined> {
  const grant = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: back };
  return askForTokens(pool, grant);
}

/** Gets a new token for a session that goes on; undefined when its time is over. Throws Unreachable. */
export async function renewedTokens(pool: UserPool, renewal: string): Promise<Tokens | undefined> {
  const tokens = await askForTokens(pool, { grant_type: 'refresh_token', refresh_token: renewal });
  // A pool that does not change what renews says nothing of it.
  return tokens && { token: tokens.token, renewal: tokens.renewal ?? renewal };
}

/** Lets what renews a session do so no more, nor the tokens that came of it. */
export async function revokeRenewal(pool: UserPool, renewal: string): Promise<void> {
  // Also when the page is left meanwhile.
  await post(pool, '/oauth2/revoke', { token: renewal }, { keepalive: true });
}

async function askForTokens(
  pool: UserPool,
  grant: Readonly<Record<string, string>>,
): Promise<Tokens | undefined> {
  const response = await post(pool, '/oauth2/token', grant);
  if (response.status === 429 || response.status >= 500)
    throw new Unreachable('The user pool is busy or in trouble');
  if (!response.ok) return undefined;
  const told: unknown = await response.json();
  const token = textIn(told, 'access_token');
  return token === undefined ? undefined : { token, renewal: textIn(told, 'refresh_token') };
}

function post(
  { address, clientId }: UserPool,
  path: string,
  form: Readonly<Record<string, string>>,
  more: RequestInit = {},
): Promise<Response> {
  return reached(address + path, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...form }),
    credentials: 'omit',
    cache: 'no-store',
    ...more,
  });
}

function textIn(told: unknown, name: string): string | undefined {
  if (typeof told !== 'object' || told === null) return undefined;
  const value: unknown = Object.entries(told).find(([key]) => key === name)?.[1];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
