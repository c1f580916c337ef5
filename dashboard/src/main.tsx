import './app/library-styles.ts';
import './app/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { readSiteConfig } from './app/config.ts';
import { sessionIn } from './session/session.ts';
import { finishSignIn } from './session/sign-in.ts';
import { takeTokenFromAddress } from './session/token-link.ts';

const session = sessionIn(window.sessionStorage);
const config = await readSiteConfig();

if (config.signIn === undefined) {
  takeTokenFromAddress(session, window);
  // A second sign-in link, pasted into the same tab, loads nothing anew.
  window.addEventListener('hashchange', () => takeTokenFromAddress(session, window));
} else {
  // Where people sign in by name a link with a token would be somebody else's: it is not taken.
  await finishSignIn(config.signIn, session, window);
}

const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no place for the app');
createRoot(place).render(<App config={config} session={session} />);
