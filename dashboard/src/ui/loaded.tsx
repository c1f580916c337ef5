import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureNotice } from './failure-notice.tsx';
import styles from './loaded.module.css';
import { type Failing, useFailure } from './use-failure.ts';
import { WaitingRows } from './waiting-rows.tsx';

export interface LoadedProps<Data> {
  readonly query: Failing & Pick<UseQueryResult<Data>, 'data' | 'refetch'>;
  /** @default some empty rows */
  readonly waiting?: ReactNode;
  /** In a dialog, which hides what is told above the page. */
  readonly isInFront?: boolean;
  readonly children: (data: Data) => ReactNode;
}

/** What was asked for once it is there; before, its outline; and what went wrong, above what was last known. */
export function Loaded<Data>({ query, waiting, isInFront = false, children }: LoadedProps<Data>) {
  const { data, refetch } = query;
  const failure = useFailure(query, { isInFront });
  if (data === undefined && failure === null) return waiting ?? <WaitingRows />;
  return (
    <>
      {failure !== null && (
        <div className={styles.failure}>
          <FailureNotice failure={failure} again={() => void refetch()} />
        </div>
      )}
      {data !== undefined && children(data)}
    </>
  );
}
