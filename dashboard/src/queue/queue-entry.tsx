import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { QueueItem } from '../api/contract.ts';
import { useOwnership } from '../conversation/use-ownership.ts';
import { CommandButton } from '../ui/command-button.tsx';
import { ExternalIcon } from '../ui/icons/external-icon.tsx';
import { HandIcon } from '../ui/icons/hand-icon.tsx';
import { PriorityTag } from '../ui/priority-tag.tsx';
import { Tag } from '../ui/tag.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { channelName, inWords } from '../ui/words.ts';
import styles from './queue-entry.module.css';

/** One conversation that waits. */
export function QueueEntry({ item }: { item: QueueItem }) {
  const ownership = useOwnership(item.conversationId);
  const name = item.lead.name ?? `Conversation ${item.conversationId}`;
  return (
    <li className={styles.entry} data-priority={item.priority}>
      <div className={styles.about}>
        <div className={styles.head}>
          <Link className={styles.name} to="/conversations/$id" params={{ id: String(item.conversationId) }}>
            {name}
          </Link>
          <PriorityTag priority={item.priority} />
          {item.owner === 'person' ? <Tag tone="notice">person</Tag> : <Tag tone="good">bot</Tag>}
        </div>
        <p className={styles.reason}>{item.reason || inWords(item.intent)}</p>
        <p className={styles.small}>
          {inWords(item.intent)} · {channelName(item.channel)}
          {item.waitingSince !== null && (
            <>
              {' '}
              · waiting since <TimeAgo at={item.waitingSince} />
            </>
          )}
        </p>
      </div>
      <div className={styles.actions}>
        {item.owner === 'bot' && (
          <CommandButton
            size="compact-sm"
            variant={item.waitingSince === null ? 'light' : 'filled'}
            leftSection={<HandIcon size={16} />}
            aria-label={`Take over ${name}`}
            loading={ownership.isPending}
            onClick={() => ownership.mutate('takeover')}
          >
            Take over
          </CommandButton>
        )}
        <Button
          component="a"
          href={item.chatwootUrl}
          target="_blank"
          rel="noreferrer"
          size="compact-sm"
          variant="default"
          rightSection={<ExternalIcon size={15} />}
          aria-label={`Open in Chatwoot: ${name}, in a new tab`}
        >
          Open in Chatwoot
        </Button>
      </div>
    </li>
  );
}
