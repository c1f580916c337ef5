import type { IconProps } from './icon.tsx';
import styles from './bell.module.css';

/** The bell on the desk: the mark of Frontdesk. */
export function Bell({ size = 28 }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" fill="none" strokeLinecap="round" aria-hidden="true">
      <circle className={styles.button} cx="24" cy="9.5" r="3.5" />
      <path className={styles.dome} d="M6 35a18 18 0 0 1 36 0Z" />
      <path className={styles.shine} d="M12.5 31a12 12 0 0 1 7.5-9" />
      <path className={styles.base} d="M4 41h40" />
    </svg>
  );
}
