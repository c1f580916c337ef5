import { Tooltip } from '@mantine/core';
import { useNow } from './use-now.ts';
import { relativeTime } from './duration.ts';
import styles from './time-ago.module.css';

/** How long ago something was; the day and the minute on hover, focus or tap. */
export function TimeAgo({ at }: { at: string }) {
  const now = useNow();
  const instant = new Date(at);
  const absolute = instant.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <Tooltip label={absolute}>
      <time
        className={styles.time}
        dateTime={at}
        aria-label={`${relativeTime(instant, now)}, ${absolute}`}
        role="text"
        tabIndex={0}
      >
        {relativeTime(instant, now)}
      </time>
    </Tooltip>
  );
}
