import type { Session } from './session.ts';

/** Takes the token out of a sign-in link (`/#token=…`), so that no history, screenshot or shared address keeps it. */
export function takeTokenFromAddress(session: Session, { location, history }: Window): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null || token === '') return;
  history.replaceState(history.state, '', location.pathname + location.search);
  session.start({ token });
}
