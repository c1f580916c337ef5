import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { AnswerResult } from './answer-result.tsx';
import { BenchPanel } from './bench-panel.tsx';
import { ClassifyResult } from './classify-result.tsx';
import { RetrieveResult } from './retrieve-result.tsx';
import styles from './test-bench-page.module.css';
import { TryForm } from './try-form.tsx';
import { useTestBench } from './use-test-bench.ts';

/** What Frontdesk would make of a customer's words. */
export function TestBenchPage() {
  const { classify, retrieve, answer, ask } = useTestBench();
  return (
    <Page
      title="Test bench"
      lead="What Frontdesk would make of a customer’s words, with the prompts and tools of everyday. Nothing is sent and nothing is kept."
    >
      <Panel>
        <TryForm isBusy={answer.isPending} onTry={ask} />
      </Panel>
      <div className={styles.results}>
        <BenchPanel title="Understood" before="Intent, priority and route appear here." question={classify}>
          {(data) => <ClassifyResult result={data} />}
        </BenchPanel>
        <BenchPanel title="Found" before="The records that fit appear here." question={retrieve}>
          {({ items }) => <RetrieveResult items={items} />}
        </BenchPanel>
        <BenchPanel title="Answered" before="The reply with its receipts appears here." question={answer}>
          {(data) => <AnswerResult result={data} />}
        </BenchPanel>
      </div>
    </Page>
  );
}
