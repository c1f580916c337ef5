/** Who works here: for as long as the tab is open, and no longer. */
export interface Session {
  /** The bearer token of the API; undefined for somebody who has not signed in. */
  readonly token: () => string | undefined;
  /** What a new token can be had for when this one is over; undefined where there is no such thing. */
  readonly renewal: () => string | undefined;
  /** Begins, or goes on with a new token. */
  readonly start: (tokens: Tokens) => void;
  readonly end: (why: SessionEnd) => void;
  readonly lastEnd: () => SessionEnd | undefined;
  /** Told after every change; answers how to stop being told. */
  readonly subscribe: (changed: () => void) => () => void;
}

export interface Tokens {
  readonly token: string;
  readonly renewal?: string | undefined;
}

/** `refused`: the API did not take the token. `unfinished`: the sign-in never came to one. */
export type SessionEnd = 'left' | 'refused' | 'unfinished';

/**
 * A session in the tab's own storage. Where the token comes from is not its concern: from the printed link here, from
 * the code that a user pool hands back elsewhere.
 */
export function sessionIn(storage: Storage): Session {
  const listeners = new Set<() => void>();
  let ended: SessionEnd | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    token: () => storage.getItem(tokenKey) ?? undefined,
    renewal: () => storage.getItem(renewalKey) ?? undefined,
    start({ token, renewal }) {
      ended = undefined;
      storage.setItem(tokenKey, token);
      if (renewal === undefined) storage.removeItem(renewalKey);
      else storage.setItem(renewalKey, renewal);
      tell();
    },
    end(why) {
      ended = why;
      storage.removeItem(tokenKey);
      storage.removeItem(renewalKey);
      tell();
    },
    lastEnd: () => ended,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

const tokenKey = 'frontdesk.token';
const renewalKey = 'frontdesk.renewal';
