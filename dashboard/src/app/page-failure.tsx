import { Button } from '@mantine/core';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

/** For a page that broke, or that a newer version of the dashboard has replaced while this one was open. */
export function PageFailure() {
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
