import type { ReactNode } from 'react';
import styles from './facts.module.css';

export interface FactsProps {
  /** Names and what stands beside them, in order. */
  readonly of: Readonly<Record<string, ReactNode>>;
}

/** Names with their values, as many beside each other as there is room for. */
export function Facts({ of }: FactsProps) {
  return (
    <dl className={styles.facts}>
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
