import type { Session } from './session.ts';
import { renewedTokens, type UserPool } from './user-pool.ts';

/** Asked after a token was refused: whether the session has another one by now. Throws Unreachable. */
export type Renew = (refused: string | undefined) => Promise<boolean>;

/** Goes on with a session whose token is over. However many calls were refused at once, the pool is asked once. */
export function renewing(pool: UserPool | undefined, session: Session): Renew {
  let underWay: Promise<boolean> | undefined;
  return (refused) => {
    if (session.token() !== refused) return Promise.resolve(session.token() !== undefined);
    underWay ??= renew(pool, session).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

async function renew(pool: UserPool | undefined, session: Session): Promise<boolean> {
  const renewal = session.renewal();
  if (pool === undefined || renewal === undefined) return false;
  const tokens = await renewedTokens(pool, renewal);
  // Whoever signed out meanwhile stays out.
  if (tokens === undefined || session.renewal() !== renewal) return false;
  session.start(tokens);
  return true;
}
