import { Page } from '../ui/page.tsx';
import { HealthPanel } from './health-panel.tsx';
import { OverviewFigures } from './overview-figures.tsx';

/** How the desk is doing today. */
export function HomePage() {
  return (
    <Page title="Home" lead="How the desk is doing today.">
      <OverviewFigures />
      <HealthPanel />
    </Page>
  );
}
