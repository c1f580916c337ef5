import type { ReactNode } from 'react';
import styles from './quiet.module.css';

/** Words that matter less than those around them. */
export function Quiet({ children }: { children: ReactNode }) {
  return <span className={styles.quiet}>{children}</span>;
}
