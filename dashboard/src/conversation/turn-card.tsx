import type { Turn } from '../api/contract.ts';
import { duration } from '../ui/duration.ts';
import { Facts } from '../ui/facts.tsx';
import { modelCost } from '../ui/money.ts';
import { Panel } from '../ui/panel.tsx';
import { PriorityTag } from '../ui/priority-tag.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { counted, inWords, sentimentWords } from '../ui/words.ts';
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
      <div className={styles.facts}>
        <Facts
          of={{
            Route: inWords(turn.route),
            Confidence: `${Math.round(turn.confidence * 100)} %`,
            Sentiment: sentimentWords(turn.sentiment),
            'Time to answer': timeTaken(turn),
            Tools: turn.tools.map(inWords).join(', ') || 'none',
            Model: turn.model,
            Tokens: tokenWords(turn),
            Cost: modelCost(turn.costUsd),
            Messages: turn.messageIds.map((id) => `#${id}`).join(', ') || 'none',
          }}
        />
      </div>
      <Receipts receipts={turn.receipts} />
    </Panel>
  );
}

function timeTaken({ askedAt, answeredAt }: Turn): string {
  return answeredAt === null ? 'not answered' : duration(Date.parse(answeredAt) - Date.parse(askedAt));
}

function tokenWords({ tokens: { input, output, cacheRead } }: Turn): string {
  if (input + output === 0) return 'none';
  const cached = cacheRead > 0 ? ` (${cacheRead.toLocaleString('en')} from cache)` : '';
  return `${counted(input, 'token')} in${cached}, ${output.toLocaleString('en')} out`;
}
