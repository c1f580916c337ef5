import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { CallContext } from '../api/call-context.ts';
import { apiAt } from '../api/client.ts';
import { commandKeys } from '../api/command-keys.ts';
import { queryClient } from '../api/query-client.ts';
import { randomText } from '../session/proof-key.ts';
import { renewing } from '../session/renewing.ts';
import type { Session } from '../session/session.ts';
import { SessionContext, useIsSignedIn } from '../session/session-context.ts';
import { SignInPage } from '../session/sign-in-page.tsx';
import { ConfigContext } from './config-context.ts';
import type { SiteConfig } from './config.ts';
import { routerFor } from './router.tsx';
import { theme } from './theme.ts';

export interface AppProps {
  readonly config: SiteConfig;
  readonly session: Session;
}

/** The whole dashboard. */
export function App({ config, session }: AppProps) {
  const [call] = useState(() =>
    apiAt({
      base: config.apiBase,
      session,
      renew: renewing(config.signIn, session),
      keys: commandKeys({ newKey: () => randomText(crypto), now: () => performance.now() }),
    }),
  );
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-right" />
      <ConfigContext value={config}>
        <SessionContext value={session}>
          <CallContext value={call}>
            <Desk />
          </CallContext>
        </SessionContext>
      </ConfigContext>
    </MantineProvider>
  );
}

function Desk() {
  return useIsSignedIn() ? <Pages /> : <SignInPage />;
}

/** What was read belongs to who read it: another sign-in starts with nothing. */
function Pages() {
  const [router] = useState(routerFor);
  const [queries] = useState(queryClient);
  useEffect(() => () => queries.clear(), [queries]);
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
