import { useConfig } from '../app/config-context.ts';
import { Bell } from '../ui/icons/bell.tsx';
import { PoolSignIn } from './pool-sign-in.tsx';
import { useSession } from './session-context.ts';
import type { SessionEnd } from './session.ts';
import styles from './sign-in-page.module.css';
import { TokenForm } from './token-form.tsx';

/** For whoever is not, or no longer, signed in. */
export function SignInPage() {
  const { signIn } = useConfig();
  const why = ended[useSession().lastEnd() ?? 'left'];
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.title}>
          <Bell size={34} /> Frontdesk
        </h1>
        {why !== undefined && (
          <p className={styles.refused} role="alert">
            {why}
          </p>
        )}
        {signIn === undefined ? <TokenForm /> : <PoolSignIn pool={signIn} />}
      </div>
    </main>
  );
}

const ended: Readonly<Record<SessionEnd, string | undefined>> = {
  left: undefined,
  refused: 'That sign-in is not, or no longer, valid. Please sign in again.',
  unfinished: 'That sign-in was not finished. Please begin it again.',
};
