import { newProofKey, randomText } from './proof-key.ts';
import type { Session } from './session.ts';
import { revokeRenewal, signInAddress, signOutAddress, tokensForCode, type UserPool } from './user-pool.ts';

/** The tab, as far as signing in needs it. */
export type Tab = Pick<Window, 'location' | 'history' | 'sessionStorage' | 'crypto'>;

/** Sends whoever is here to the pool's sign-in page. They come back with a code, for `finishSignIn`. */
export async function beginSignIn(pool: UserPool, tab: Tab): Promise<void> {
  const { verifier, challenge } = await newProofKey(tab.crypto);
  const state = randomText(tab.crypto);
  const begun: Begun = { state, verifier, returnTo: withoutHash(tab.location) };
  tab.sessionStorage.setItem(begunKey, JSON.stringify(begun));
  tab.location.assign(signInAddress(pool, { state, challenge, back: backTo(tab) }));
}

/**
 * Takes the pool's answer out of the address, if one is there, and starts the session it stands for. An answer to
 * nothing that was asked in this tab starts none: somebody else may have made the link.
 */
export async function finishSignIn(pool: UserPool, session: Session, tab: Tab): Promise<void> {
  const answer = new URLSearchParams(tab.location.search);
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return;
  const begun = takeBegun(tab.sessionStorage);
  const code = answer.get('code');
  const isOurs = begun?.state === answer.get('state') && (answer.get('iss') ?? pool.issuer) === pool.issuer;
  tab.history.replaceState(tab.history.state, '', begun?.returnTo ?? '/');
  const tokens =
    begun !== undefined && isOurs && code !== null
      ? await tokensForCode(pool, { code, verifier: begun.verifier, back: backTo(tab) }).catch(reportError)
      : undefined;
  if (tokens !== undefined) session.start(tokens);
  else if (session.token() === undefined) session.end('unfinished');
}

/** Ends the session here and at the pool, whose sign-in page would otherwise let the next person in as this one. */
export function signOut(pool: UserPool | undefined, session: Session, tab: Tab): void {
  const renewal = session.renewal();
  session.end('left');
  if (pool === undefined) return;
  if (renewal !== undefined) revokeRenewal(pool, renewal).catch(reportError);
  tab.location.assign(signOutAddress(pool, backTo(tab)));
}

/** What is remembered of a sign-in while the person is away at the pool. */
interface Begun {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const begunKey = 'frontdesk.sign-in';

/** Good for one answer. */
function takeBegun(storage: Storage): Begun | undefined {
  const kept = storage.getItem(begunKey);
  storage.removeItem(begunKey);
  const begun: unknown = kept === null ? undefined : JSON.parse(kept);
  return isBegun(begun) ? begun : undefined;
}

function isBegun(kept: unknown): kept is Begun {
  return (
    typeof kept === 'object' && kept !== null && 'state' in kept && 'verifier' in kept && 'returnTo' in kept
  );
}

/** The one address the pool sends people back to. */
function backTo({ location }: Tab): string {
  return `${location.origin}/`;
}

function withoutHash({ href }: Location): string {
  return href.replace(/#.*$/, '');
}
