import { PauseEverywhere } from '../breaker/pause-everywhere.tsx';
import { Page } from '../ui/page.tsx';
import { FirstSteps } from './first-steps.tsx';
import { HealthPanel } from './health-panel.tsx';
import { OverviewFigures } from './overview-figures.tsx';

/** How the desk is doing today. */
export function HomePage() {
  return (
    <Page title="Home" lead="How the desk is doing today." actions={<PauseEverywhere />}>
      <FirstSteps />
      <OverviewFigures />
      <HealthPanel />
    </Page>
  );
}
