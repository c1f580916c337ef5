import { Button, PasswordInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { SiteConfig } from '../app/config.ts';
import { Bell } from '../ui/icons/bell.tsx';
import { useSession } from './session-context.ts';
import styles from './sign-in-page.module.css';

/** Asks for the token that the link would have brought. */
export function SignInPage({ config }: { config: SiteConfig }) {
  const session = useSession();
  const [token, setToken] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (token.trim() !== '') session.start(token.trim());
  };
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <h1 className={styles.title}>
          <Bell size={34} /> Frontdesk
        </h1>
        {session.lastEnd() === 'refused' && (
          <p className={styles.refused} role="alert">
            That token is not, or no longer, valid. Please sign in again.
          </p>
        )}
        <p className={styles.lead}>{whereTheTokenIs(config)}</p>
        <PasswordInput
          label="Token"
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the token' }}
        />
        <Button type="submit" fullWidth>
          Sign in
        </Button>
        <p className={styles.note}>It stays in this tab and is forgotten when the tab is closed.</p>
      </form>
    </main>
  );
}

function whereTheTokenIs({ stage }: SiteConfig) {
  return stage === 'local' ? (
    <>
      Open the link that <code>npm start</code> printed beside <strong>Dashboard</strong>, or paste the part
      of it after <code>token=</code> here.
    </>
  ) : (
    <>Paste an access token of the shop’s user pool. The runbook says how to get one.</>
  );
}
