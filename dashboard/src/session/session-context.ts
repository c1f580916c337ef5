import { createContext, use, useSyncExternalStore } from 'react';
import type { Session } from './session.ts';

/** The session that everything below uses. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of the page. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('There is no session around this component');
  return session;
}

/** Whether somebody is signed in, now and after every change. */
export function useIsSignedIn(): boolean {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.token() !== undefined);
}
