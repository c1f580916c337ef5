import type { Retrieved } from '../api/contract.ts';
import { Quiet } from '../ui/quiet.tsx';
import { RecordName } from '../ui/record-name.tsx';
import styles from './retrieve-result.module.css';

/** The records that fit best, the best first. */
export function RetrieveResult({ items }: { items: readonly Retrieved[] }) {
  if (items.length === 0) return <Quiet>Nothing in the shop’s data is about this.</Quiet>;
  return (
    <ol className={styles.items}>
      {items.map(({ id, score, title }) => (
        <li key={id} className={styles.item}>
          <RecordName id={id} title={title} />
          <span className={styles.score} title="How close it is in meaning: 1 is the same">
            {score.toFixed(2)}
          </span>
        </li>
      ))}
    </ol>
  );
}
