import { useId } from 'react';
import { RecordName } from '../ui/record-name.tsx';
import styles from './receipts.module.css';

export interface ReceiptsProps {
  readonly receipts: readonly {
    readonly claim: string;
    readonly recordId: string;
    readonly title: string | null;
  }[];
}

/** Every record that facts were taken from, and what was said of it. */
export function Receipts({ receipts }: ReceiptsProps) {
  const id = useId();
  if (receipts.length === 0) return null;
  const byRecord = Map.groupBy(receipts, ({ recordId }) => recordId);
  return (
    <div className={styles.receipts} role="group" aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        Receipts: what was said, and the record that shows it
      </h3>
      {[...byRecord].map(([recordId, shown]) => (
        <div key={recordId} className={styles.record}>
          <RecordName id={recordId} title={shown[0]?.title ?? null} />
          <ul className={styles.claims}>
            {shown.map(({ claim }, index) => (
              <li key={index}>{claim.replace(/^[•*-]\s*/, '')}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
