import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

/** For an address that is no page. */
export function NotFoundPage() {
  return (
    <Page title="No such page">
      <EmptyState title="There is nothing at this address">
        It may have moved. <Link to="/">Go home</Link> and look from there.
      </EmptyState>
    </Page>
  );
}
