import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureNotice } from './failure-notice.tsx';
import { WaitingRows } from './waiting-rows.tsx';

export interface LoadedProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** @default some empty rows */
  readonly waiting?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What was asked for once it is there; before, its outline; and what went wrong, above what was last known. */
export function Loaded<Data>({ query: { data, error, refetch }, waiting, children }: LoadedProps<Data>) {
  if (data === undefined && error === null) return waiting ?? <WaitingRows />;
  return (
    <>
      {error !== null && <FailureNotice failure={error} again={() => void refetch()} />}
      {data !== undefined && children(data)}
    </>
  );
}
