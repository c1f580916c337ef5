import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly title: string;
  /** Why there is nothing, and how something comes here. */
  readonly children: ReactNode;
  /** What one can do about it right here. */
  readonly action?: ReactNode;
}

/** Nothing to show, said kindly and with what to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <svg width="64" height="40" viewBox="0 0 64 40" fill="none" aria-hidden="true">
        <path className={styles.dome} d="M14 30a18 18 0 0 1 36 0Z" />
        <path className={styles.base} d="M8 36h48" />
        <circle className={styles.button} cx="32" cy="7.5" r="3" />
      </svg>
      <p className={styles.title}>{title}</p>
      <p className={styles.words}>{children}</p>
      {action !== undefined && action !== false && <div className={styles.action}>{action}</div>}
    </div>
  );
}
