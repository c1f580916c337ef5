import type { Retrieved } from '../api/contract.ts';
import { Quiet } from '../ui/quiet.tsx';
import styles from './retrieve-result.module.css';

/** The records that fit best, the best first. */
export function RetrieveResult({ items }: { items: readonly Retrieved[] }) {
  if (items.length === 0) return <Quiet>Nothing in the shop’s data is about this.</Quiet>;
  return (
    <ol className={styles.items}>
      {items.map(({ kind, id, score }) => (
        <li key={`${kind} ${id}`} className={styles.item}>
          <span>
            <span className={styles.kind}>{kind}</span>{' '}
            <code className={styles.id}>{id.replace(`${kind}:`, '')}</code>
          </span>
          <span className={styles.score}>{score.toFixed(2)}</span>
        </li>
      ))}
    </ol>
  );
}
