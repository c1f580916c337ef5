import { Skeleton } from '@mantine/core';
import type { Overview } from '../api/contract.ts';
import { Figure } from '../ui/figure.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { figureText } from './figure-text.ts';
import { modelCost } from '../ui/money.ts';
import styles from './overview-figures.module.css';
import { useBudgets } from './use-budgets.ts';
import { useOverview } from './use-overview.ts';

const figures = [
  { name: 'waitingNow', label: 'Waiting for a person', to: '/queue' },
  { name: 'messagesToday', label: 'Messages today', to: '/queue' },
  { name: 'answeredToday', label: 'Answers today', to: '/queue' },
  { name: 'handledWithoutPerson', label: 'Handled without a person', to: '/queue' },
  { name: 'medianAnswerMs', label: 'Time to answer, median' },
  { name: 'p95AnswerMs', label: 'Time to answer, 95 of 100' },
  { name: 'spendToday', label: 'Model spend today' },
  { name: 'spendMonth', label: 'Model spend this month' },
  { name: 'alertsWaiting', label: 'Waiting for stock', to: '/stock-alerts' },
] as const satisfies readonly { name: keyof Overview; label: string; to?: string }[];

/** Today in a few numbers, each with its definition and, where there is one, the list behind it. */
export function OverviewFigures() {
  const query = useOverview();
  const budgets = useBudgets();
  const limits = new Map<keyof Overview, number | null | undefined>([
    ['spendToday', budgets?.dailyUsd],
    ['spendMonth', budgets?.monthlyUsd],
  ]);
  return (
    <Loaded query={query} waiting={<Waiting />}>
      {(overview) => (
        <div className={styles.figures}>
          {figures.map(({ name, label, ...more }) => (
            <Figure
              key={name}
              label={label}
              value={figureText(overview[name])}
              definition={overview[name].definition}
              {...limitText(limits.get(name))}
              {...more}
            />
          ))}
        </div>
      )}
    </Loaded>
  );
}

/** Nothing under figures that know no limit. */
function limitText(limit: number | null | undefined): { under?: string } {
  if (limit === undefined) return {};
  return { under: limit === null ? 'no budget is set' : `of a budget of ${modelCost(limit)}` };
}

function Waiting() {
  return (
    <div className={styles.figures} role="status" aria-label="Loading the figures">
      {figures.map(({ name }) => (
        <Skeleton key={name} height={104} radius={14} />
      ))}
    </div>
  );
}
