import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Tried } from '../api/contract.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Quiet } from '../ui/quiet.tsx';
import { WaitingRows } from '../ui/waiting-rows.tsx';

export interface BenchPanelProps<Result> {
  readonly title: string;
  /** What will stand here, as long as nothing was asked. */
  readonly before: string;
  readonly question: Pick<UseMutationResult<Result, Error, Tried>, 'data' | 'error' | 'isPending'>;
  readonly children: (result: Result) => ReactNode;
}

/** One of the three answers. */
export function BenchPanel<Result>({ title, before, question, children }: BenchPanelProps<Result>) {
  const { data, error, isPending } = question;
  return (
    <Panel title={title}>
      <div aria-live="polite">
        {isPending && <WaitingRows rows={3} />}
        {!isPending && error !== null && <FailureNotice failure={error} />}
        {!isPending && error === null && (data === undefined ? <Quiet>{before}</Quiet> : children(data))}
      </div>
    </Panel>
  );
}
