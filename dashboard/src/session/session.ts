/** Who works here: for as long as the tab is open, and no longer. */
export interface Session {
  /** The bearer token of the API; undefined for somebody who has not signed in. */
  readonly token: () => string | undefined;
  readonly start: (token: string) => void;
  /** `refused`: the API did not take the token. */
  readonly end: (why: 'left' | 'refused') => void;
  readonly lastEnd: () => 'left' | 'refused' | undefined;
  /** Told after every change; answers how to stop being told. */
  readonly subscribe: (changed: () => void) => () => void;
}

/**
 * A session in the tab's own storage. Where the token comes from is not its concern: from the printed link here, from
 * the code that a user pool hands back elsewhere.
 */
export function sessionIn(storage: Storage): Session {
  const listeners = new Set<() => void>();
  let ended: 'left' | 'refused' | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    token: () => storage.getItem(key) ?? undefined,
    start(token) {
      ended = undefined;
      storage.setItem(key, token);
      tell();
    },
    end(why) {
      ended = why;
      storage.removeItem(key);
      tell();
    },
    lastEnd: () => ended,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

const key = 'frontdesk.token';
