import { Button } from '@mantine/core';
import { ApiProblem, sentenceOf } from '../api/problem.ts';
import { Notice } from './notice.tsx';
import styles from './failure-notice.module.css';

/** What went wrong, in words, with what the API said of single fields. */
export function FailureNotice({ failure, again }: { failure: unknown; again?: () => void }) {
  const errors = failure instanceof ApiProblem ? failure.errors : [];
  const shown = errors.slice(0, mostShown);
  return (
    <Notice tone="bad">
      <p>{sentenceOf(failure)}</p>
      {shown.length > 0 && (
        <ul>
          {shown.map((error) => (
            <li key={error}>{error}</li>
          ))}
          {errors.length > shown.length && <li>… and {errors.length - shown.length} more</li>}
        </ul>
      )}
      {again !== undefined && (
        <Button className={styles.again} size="compact-sm" variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </Notice>
  );
}

const mostShown = 8;
