import type { RouteVerdict } from '../api/contract.ts';
import { Facts } from '../ui/facts.tsx';
import { PriorityTag } from '../ui/priority-tag.tsx';
import { Tag } from '../ui/tag.tsx';
import { inWords, languageName, sentimentWords } from '../ui/words.ts';
import styles from './classify-result.module.css';

/** What was understood, and why. */
export function ClassifyResult({ result }: { result: RouteVerdict }) {
  return (
    <>
      <p className={styles.reason}>{result.reason}</p>
      <Facts
        of={{
          Intent: inWords(result.intent),
          Route: inWords(result.route),
          Priority: <PriorityTag priority={result.priority} />,
          'Needs a person': result.needsHuman ? <Tag tone="notice">yes</Tag> : 'no',
          Sentiment: sentimentWords(result.sentiment),
          Language: languageName(result.language),
          Confidence: `${Math.round(result.confidence * 100)} %`,
        }}
      />
    </>
  );
}
