import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { liveMs } from '../api/query-client.ts';
import { reached, Unreachable } from '../api/reach.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

/** For a page that broke, could not be fetched, or that a newer version of the dashboard has replaced meanwhile. */
export function PageFailure({ error }: Pick<ErrorComponentProps, 'error'>) {
  if (error instanceof Unreachable) return <NotFetched />;
  return (
    <Page title="This page could not be shown">
      <EmptyState title="Something broke on this page">
        Nothing was lost: answering goes on without it. A newer version of the dashboard may be there.
      </EmptyState>
      <Button mx="auto" onClick={() => location.reload()}>
        Load it again
      </Button>
    </Page>
  );
}

/** Loaded anew only once somebody answers: before, the browser would show its own error instead of this. */
function NotFetched() {
  const { isSuccess } = useQuery({
    queryKey: ['is-there'],
    queryFn: ({ signal }) => reached('/config.json', { cache: 'no-store', signal }).then(({ ok }) => ok),
    refetchInterval: liveMs,
    retry: false,
    gcTime: 0,
  });
  useEffect(() => {
    if (isSuccess) location.reload();
  }, [isSuccess]);
  return (
    <Page title="This page is not here yet">
      <EmptyState title="It could not be fetched">
        It is shown by itself as soon as somebody answers.
      </EmptyState>
    </Page>
  );
}
