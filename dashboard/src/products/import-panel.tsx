import { Button, Progress } from '@mantine/core';
import type { Job } from '../api/contract.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { FileButton } from '../ui/file-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useFailure } from '../ui/use-failure.ts';
import { inWords } from '../ui/words.ts';
import styles from './import-panel.module.css';
import { useImport } from './use-import.ts';

/** Takes a CSV file with products and shows how far it is. */
export function ImportPanel() {
  const { start, job, fileName, dismiss } = useImport();
  const failure = useFailure(job);
  const isRunning = job.data !== undefined && ['queued', 'running'].includes(job.data.state);
  const { data: taken } = start;
  const isOver =
    !start.isPending && !isRunning && (taken !== undefined || start.error !== null || job.isFetched);
  return (
    <Panel>
      <div className={styles.import}>
        <div className={styles.words}>
          <strong>Import from a CSV file</strong>
          <p className={styles.columns}>
            With the columns sku, name, description, price, currency, stock, url and category. A known SKU is
            brought up to date. Either all lines are taken or none.
          </p>
        </div>
        <FileButton
          label="Choose a CSV file"
          accept=".csv,text/csv"
          isBusy={start.isPending || isRunning}
          onChoose={(file) => start.mutate(file)}
        />
      </div>
      <div aria-live="polite" className={styles.outcome}>
        {fileName !== undefined && <p className={styles.file}>{fileName}</p>}
        {start.isPending && <p className={styles.percent}>On its way…</p>}
        {start.error !== null && <FailureNotice failure={start.error} />}
        {taken !== undefined && 'added' in taken && <Done result={taken} />}
        {failure !== null && <FailureNotice failure={failure} />}
        {job.data !== undefined && <HowFar job={job.data} />}
      </div>
      {isOver && (
        <Button className={styles.dismiss ?? ''} size="compact-sm" variant="default" onClick={dismiss}>
          Dismiss
        </Button>
      )}
    </Panel>
  );
}

function HowFar({ job: { state, progress, result, error } }: { job: Job }) {
  switch (state) {
    case 'queued':
    case 'running': {
      const percent = Math.round(progress * 100);
      return (
        <>
          <p className={styles.percent}>{state === 'queued' ? 'Waiting to begin…' : `${percent} % done`}</p>
          <Progress value={percent} aria-label="Import" />
        </>
      );
    }
    case 'done':
      return <Done result={result ?? {}} />;
    case 'failed':
      return (
        <Notice tone="bad">
          <p>Nothing was taken. {error}</p>
        </Notice>
      );
  }
}

function Done({ result }: { result: Readonly<Record<string, number>> }) {
  const figures = Object.entries(result).map(
    ([name, value]) => `${inWords(name)}: ${value.toLocaleString('en')}.`,
  );
  return (
    <Notice tone="good">
      <p>The file is in. {figures.join(' ')}</p>
    </Notice>
  );
}
