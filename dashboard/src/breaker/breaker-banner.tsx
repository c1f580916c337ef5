import type { Breaker } from '../api/contract.ts';
import { CommandButton } from '../ui/command-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { tellDone, tellFailure } from '../ui/tell.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import styles from './breaker-banner.module.css';
import { useBreaker, useChangeBreaker } from './use-breaker.ts';

/** On every page while Frontdesk does not answer as usual: why, since when, and how to go on. */
export function BreakerBanner() {
  const { data: breaker } = useBreaker();
  const resume = useChangeBreaker('resume', () => tellDone('Frontdesk goes on.'));
  if (breaker === undefined || breaker.reason === null || breaker.since === null) return null;
  const { title, what } = words[breaker.reason];
  return (
    <div className={styles.banner}>
      <Notice tone={breaker.reason === 'stopped-by-operator' ? 'bad' : 'warning'}>
        <div className={styles.row}>
          <div>
            <p>
              <strong>{title}</strong> <TimeAgo at={breaker.since} />
              {breaker.by !== null && `, by ${breaker.by}`}
            </p>
            <p>{what}</p>
          </div>
          <CommandButton
            variant="default"
            size="sm"
            loading={resume.isPending}
            onClick={() => resume.mutate(undefined, { onError: tellFailure })}
          >
            Resume
          </CommandButton>
        </div>
      </Notice>
    </div>
  );
}

const words = {
  'stopped-by-operator': {
    title: 'Frontdesk is paused everywhere.',
    what: 'It says nothing to anybody. Who writes is shown to the team in Chatwoot; when you resume, Frontdesk answers those of the last day who still wait.',
  },
  'daily-budget': {
    title: 'Today’s budget for models is used up.',
    what: 'The built-in model answers what it can, people get the rest. It ends with the day; when you resume, there is no limit until then.',
  },
  'monthly-budget': {
    title: 'This month’s budget for models is used up.',
    what: 'The built-in model answers what it can, people get the rest. It ends with the month; when you resume, there is no limit until then.',
  },
} as const satisfies Record<NonNullable<Breaker['reason']>, { title: string; what: string }>;
