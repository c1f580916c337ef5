import { Button } from '@mantine/core';
import { useState } from 'react';
import styles from './sign-in-page.module.css';
import { beginSignIn } from './sign-in.ts';
import type { UserPool } from './user-pool.ts';

/** Leads to the sign-in page of the shop's user pool. */
export function PoolSignIn({ pool }: { pool: UserPool }) {
  const [isLeaving, setIsLeaving] = useState(false);
  // That page lets nobody frame it.
  if (window.self !== window.top) return <InItsOwnTab />;
  const leave = () => {
    setIsLeaving(true);
    beginSignIn(pool, window).catch((error: unknown) => {
      setIsLeaving(false);
      reportError(error);
    });
  };
  return (
    <>
      <p className={styles.lead}>For the people of the shop. You sign in with your e-mail address.</p>
      <Button fullWidth loading={isLeaving} onClick={leave}>
        Sign in
      </Button>
      <p className={styles.note}>It holds in this tab, until you sign out or close it.</p>
    </>
  );
}

function InItsOwnTab() {
  return (
    <>
      <p className={styles.lead}>Signing in does not work inside of another page.</p>
      <Button component="a" href="/" target="_blank" rel="noreferrer" fullWidth>
        Open Frontdesk in its own tab
      </Button>
    </>
  );
}
