import styles from './receipts.module.css';

export interface ReceiptsProps {
  readonly receipts: readonly { readonly claim: string; readonly recordId: string }[];
}

/** Every record that facts were taken from, and what was said of it. */
export function Receipts({ receipts }: ReceiptsProps) {
  if (receipts.length === 0) return null;
  const byRecord = Map.groupBy(receipts, ({ recordId }) => recordId);
  return (
    <div className={styles.receipts}>
      <h3 className={styles.title}>Receipts: what was said, and the record that shows it</h3>
      {[...byRecord].map(([recordId, shown]) => (
        <div key={recordId} className={styles.record}>
          <code className={styles.id}>{recordId}</code>
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
