import type { Notified } from '../api/contract.ts';
import { Quiet } from '../ui/quiet.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { channelName, counted } from '../ui/words.ts';
import { reasonWords } from './reason-words.ts';
import styles from './who-is-told.module.css';

type Item = Notified['items'][number];
type Decision = Item['decision'];

const decisions = {
  now: { tone: 'good', words: 'now' },
  later: { tone: 'warning', words: 'later' },
  template: { tone: 'notice', words: 'by a person' },
  never: { tone: 'plain', words: 'not' },
} as const satisfies Record<Decision, { tone: Tone; words: string }>;

/** Who would be told now, later or not, and why. */
export function WhoIsTold({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return <p className={styles.words}>Nobody is waiting for this any more.</p>;
  const shown = items.slice(0, mostShown);
  return (
    <>
      <p className={styles.words}>{summary(items)}</p>
      <ul className={styles.list}>
        {shown.map((item) => (
          <li key={item.alertId} className={styles.one}>
            <span>
              {item.lead.name ?? `Conversation ${item.conversationId}`}{' '}
              <Quiet>{channelName(item.channel)}</Quiet>
            </span>
            <Tag tone={decisions[item.decision].tone}>{decisions[item.decision].words}</Tag>
            {item.reason !== null && (
              <span className={styles.why}>
                <Quiet>{reasonWords(item.reason)}</Quiet>
              </span>
            )}
          </li>
        ))}
      </ul>
      {items.length > shown.length && (
        <p className={styles.words}>
          <Quiet>… and {counted(items.length - shown.length, 'more person', 'more people')}.</Quiet>
        </p>
      )}
    </>
  );
}

/** How many are told now. */
export function toldNow(items: readonly Item[]): number {
  return items.filter(({ decision }) => decision === 'now').length;
}

const mostShown = 8;

function summary(items: readonly Item[]): string {
  const now = toldNow(items);
  const waiting = counted(items.length, 'person waits', 'people wait');
  if (now === 0) return `${waiting}. Nobody would be told now.`;
  return `${waiting}. ${counted(now, 'person', 'people')} would be told now; who asked first comes first.`;
}
