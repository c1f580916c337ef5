import type { Conversation } from '../api/contract.ts';
import { Panel } from '../ui/panel.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './owner.module.css';
import { OwnershipButtons } from './ownership-buttons.tsx';

/** Who has the conversation now, and what one may do about it. */
export function Owner({ conversation }: { conversation: Conversation }) {
  return (
    <Panel>
      <div className={styles.owner}>
        <p className={styles.words}>
          <OwnerTag conversation={conversation} /> {ownerSentence(conversation)}
        </p>
        <div className={styles.actions}>
          <OwnershipButtons conversation={conversation} />
        </div>
      </div>
    </Panel>
  );
}

function OwnerTag({ conversation: { owner, paused } }: { conversation: Conversation }) {
  if (owner === 'person') return <Tag tone="notice">person</Tag>;
  return paused ? <Tag tone="warning">paused</Tag> : <Tag tone="good">bot</Tag>;
}

function ownerSentence({ owner, paused }: Conversation): string {
  if (owner === 'person') return 'A person has this conversation; Frontdesk stays silent.';
  return paused
    ? 'Frontdesk has this conversation and stays silent until it is released.'
    : 'Frontdesk has this conversation and answers what comes in.';
}
