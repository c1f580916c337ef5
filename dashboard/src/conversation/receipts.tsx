import type { Turn } from '../api/contract.ts';
import styles from './receipts.module.css';

/** Every fact that was said, and the record that shows it. */
export function Receipts({ receipts }: Pick<Turn, 'receipts'>) {
  if (receipts.length === 0) return null;
  return (
    <div className={styles.receipts}>
      <h3 className={styles.title}>Receipts</h3>
      <ul className={styles.list}>
        {receipts.map(({ claim, recordId }) => (
          <li key={`${recordId} ${claim}`} className={styles.receipt}>
            <q className={styles.claim}>{claim}</q>
            <code className={styles.record}>{recordId}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
