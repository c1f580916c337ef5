import type { ReactNode } from 'react';
import type { Turn } from '../api/contract.ts';
import { duration } from '../ui/duration.ts';
import { modelCost } from '../ui/money.ts';
import { Panel } from '../ui/panel.tsx';
import { PriorityTag } from '../ui/priority-tag.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { counted, inWords } from '../ui/words.ts';
import { Receipts } from './receipts.tsx';
import styles from './turn-card.module.css';

const outcomes = {
  answered: { tone: 'good', words: 'answered' },
  'handed-over': { tone: 'notice', words: 'handed over' },
  withheld: { tone: 'warning', words: 'withheld' },
  drafted: { tone: 'brand', words: 'drafted' },
} as const satisfies Record<Turn['outcome'], { tone: Tone; words: string }>;

/** One turn: everything between a customer's words and what came of them. */
export function TurnCard({ turn }: { turn: Turn }) {
  const outcome = outcomes[turn.outcome];
  return (
    <Panel>
      <div className={styles.head}>
        <h2 className={styles.title}>{inWords(turn.intent)}</h2>
        <Tag tone={outcome.tone}>{outcome.words}</Tag>
        <PriorityTag priority={turn.priority} />
        <span className={styles.when}>
          <TimeAgo at={turn.startedAt} />
        </span>
      </div>
      {turn.reason !== '' && <p className={styles.reason}>{turn.reason}</p>}
      <dl className={styles.facts}>
        <Fact name="Route">{inWords(turn.route)}</Fact>
        <Fact name="Confidence">{Math.round(turn.confidence * 100)} %</Fact>
        <Fact name="Sentiment">{sentimentWords(turn.sentiment)}</Fact>
        <Fact name="Time to answer">{timeTaken(turn)}</Fact>
        <Fact name="Tools">{turn.tools.length === 0 ? 'none' : turn.tools.map(inWords).join(', ')}</Fact>
        <Fact name="Model">{turn.model}</Fact>
        <Fact name="Tokens">{tokenWords(turn)}</Fact>
        <Fact name="Cost">{modelCost(turn.costUsd)}</Fact>
        <Fact name="Messages">{turn.messageIds.map((id) => `#${id}`).join(', ') || 'none'}</Fact>
      </dl>
      <Receipts receipts={turn.receipts} />
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function sentimentWords(sentiment: number): string {
  const mood = sentiment > 0.25 ? 'glad' : sentiment < -0.25 ? 'upset' : 'calm';
  return `${mood} (${sentiment.toFixed(2)})`;
}

function timeTaken({ startedAt, answeredAt }: Turn): string {
  return answeredAt === null ? 'not answered' : duration(Date.parse(answeredAt) - Date.parse(startedAt));
}

function tokenWords({ tokens: { input, output, cacheRead } }: Turn): string {
  if (input + output === 0) return 'none';
  const cached = cacheRead > 0 ? ` (${cacheRead.toLocaleString('en')} from cache)` : '';
  return `${counted(input, 'token')} in${cached}, ${output.toLocaleString('en')} out`;
}
