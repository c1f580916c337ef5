import type { TriedAnswer } from '../api/contract.ts';
import { Receipts } from '../conversation/receipts.tsx';
import { modelCost } from '../ui/money.ts';
import { Notice } from '../ui/notice.tsx';
import { Quiet } from '../ui/quiet.tsx';
import { inWords } from '../ui/words.ts';
import styles from './answer-result.module.css';

/** The reply that would be sent, what shows each of its facts, and whether a person would take over. */
export function AnswerResult({ result }: { result: TriedAnswer }) {
  const { text, receipts, tools, escalationReason, model, costUsd } = result;
  return (
    <>
      {text === '' ? (
        <Quiet>Frontdesk would say nothing to this.</Quiet>
      ) : (
        <p className={styles.reply}>{text}</p>
      )}
      {escalationReason !== null && (
        <div className={styles.handOver}>
          <Notice tone="told">
            <p>A person would take over. Why: {inWords(escalationReason).toLowerCase()}.</p>
          </Notice>
        </div>
      )}
      <p className={styles.made}>
        <Quiet>
          Tools: {tools.map(inWords).join(', ') || 'none'} · Model: {model} · {modelCost(costUsd)}
        </Quiet>
      </p>
      <Receipts receipts={receipts} />
    </>
  );
}
