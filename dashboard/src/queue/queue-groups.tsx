import { useId } from 'react';
import type { QueueItem } from '../api/contract.ts';
import { QueueEntry } from './queue-entry.tsx';
import styles from './queue-groups.module.css';

/** Those who wait for a person, then those who do not. */
export function QueueGroups({ items }: { items: readonly QueueItem[] }) {
  return (
    <>
      <Group title="Waiting for a person" items={items.filter(({ waitingSince }) => waitingSince !== null)} />
      <Group title="Talked to lately" items={items.filter(({ waitingSince }) => waitingSince === null)} />
    </>
  );
}

function Group({ title, items }: { title: string; items: readonly QueueItem[] }) {
  const id = useId();
  if (items.length === 0) return null;
  return (
    <>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <ul className={styles.entries} aria-labelledby={id}>
        {items.map((item) => (
          <QueueEntry key={item.conversationId} item={item} />
        ))}
      </ul>
    </>
  );
}
