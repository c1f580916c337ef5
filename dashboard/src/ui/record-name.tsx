import { Quiet } from './quiet.tsx';
import styles from './record-name.module.css';

/** A product or a passage by what the shop calls it; of what is gone, the id that was on record. */
export function RecordName({ id, title }: { id: string; title: string | null }) {
  if (title === null) return <code className={styles.id}>{id}</code>;
  const [kind = '', ...rest] = id.split(':');
  return (
    <span className={styles.record} title={id}>
      <strong className={styles.title}>{title}</strong>{' '}
      <small className={styles.what}>
        {/* The number of a passage means nothing to anybody; a SKU does. */}
        <Quiet>{kind === 'product' ? rest.join(':') : kind}</Quiet>
      </small>
    </span>
  );
}
