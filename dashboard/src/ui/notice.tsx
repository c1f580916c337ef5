import type { ReactNode } from 'react';
import { AlertIcon } from './icons/alert-icon.tsx';
import { CheckIcon } from './icons/check-icon.tsx';
import { InfoIcon } from './icons/info-icon.tsx';
import styles from './notice.module.css';

const icons = { bad: AlertIcon, good: CheckIcon, told: InfoIcon, warning: AlertIcon } as const;

/** A few sentences that should be seen before the rest. */
export function Notice({ tone, children }: { tone: keyof typeof icons; children: ReactNode }) {
  const Sign = icons[tone];
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Sign />
      <div className={styles.words}>{children}</div>
    </div>
  );
}
