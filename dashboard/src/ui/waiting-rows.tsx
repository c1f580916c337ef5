import { Skeleton, VisuallyHidden } from '@mantine/core';
import styles from './waiting-rows.module.css';

/** Stands where rows will be, in about their size. */
export function WaitingRows({ rows = 4 }: { rows?: number }) {
  return (
    <div className={styles.rows} role="status">
      <VisuallyHidden>Loading…</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={38} />
      ))}
    </div>
  );
}
