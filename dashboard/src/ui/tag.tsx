import type { ReactNode } from 'react';
import styles from './tag.module.css';

/** What a tag means, not how it looks. */
export type Tone = 'plain' | 'good' | 'notice' | 'warning' | 'bad' | 'brand';

/** A word in a small coloured field. The word says it all; the colour only helps to find it. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
