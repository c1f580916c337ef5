import { Button, PasswordInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useConfig } from '../app/config-context.ts';
import { unknownStage } from '../app/config.ts';
import { useSession } from './session-context.ts';
import styles from './sign-in-page.module.css';

/** Asks for the token that the link would have brought. */
export function TokenForm() {
  const session = useSession();
  const [token, setToken] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (token.trim() !== '') session.start({ token: token.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <WhereTheTokenIs />
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
  );
}

function WhereTheTokenIs() {
  const { stage } = useConfig();
  if (stage === unknownStage)
    return (
      <>
        <p className={styles.lead}>
          This page could not read its settings, so it does not know how people sign in here. Load it again in
          a moment. Whoever has an access token can go on with it.
        </p>
        <Button variant="default" fullWidth onClick={() => location.reload()}>
          Load it again
        </Button>
      </>
    );
  return (
    <p className={styles.lead}>
      Open the link that <code>npm start</code> printed beside <strong>Dashboard</strong>, or paste the part
      of it after <code>token=</code> here.
    </p>
  );
}
