import { Link } from '@tanstack/react-router';
import type { WorklistItem } from '../api/contract.ts';
import { CommandButton } from '../ui/command-button.tsx';
import { CheckIcon } from '../ui/icons/check-icon.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { useFailure } from '../ui/use-failure.ts';
import styles from './worklist-panel.module.css';
import { useResolve, useWorklist } from './use-worklist.ts';

const kinds = {
  'handed-over': { tone: 'notice', words: 'handed over' },
  failed: { tone: 'bad', words: 'failed' },
  withheld: { tone: 'warning', words: 'withheld' },
} as const satisfies Record<WorklistItem['kind'], { tone: Tone; words: string }>;

/** What somebody must look at, until they say that they did. Takes no room while there is nothing. */
export function WorklistPanel() {
  const query = useWorklist();
  const failure = useFailure(query);
  const resolve = useResolve();
  if (failure === null && (query.data?.pages[0]?.items.length ?? 0) === 0) return null;
  return (
    <Panel title="To look at" aside="Oldest first. Stays until somebody ticks it off.">
      <Loaded query={query}>
        {({ pages }) => (
          <ul className={styles.items} aria-label="To look at">
            {pages
              .flatMap(({ items }) => items)
              .map((item) => (
                <li key={item.id} className={styles.item}>
                  <div className={styles.about}>
                    <Link to="/conversations/$id" params={{ id: String(item.conversationId) }}>
                      Conversation {item.conversationId}
                    </Link>{' '}
                    <Tag tone={kinds[item.kind].tone}>{kinds[item.kind].words}</Tag>
                    <p className={styles.reason}>
                      {item.reason} · <TimeAgo at={item.since} />
                    </p>
                  </div>
                  <CommandButton
                    size="compact-sm"
                    variant="default"
                    leftSection={<CheckIcon size={16} />}
                    aria-label={`Done: conversation ${item.conversationId}`}
                    loading={resolve.isPending && resolve.variables === item.id}
                    onClick={() => resolve.mutate(item.id)}
                  >
                    Done
                  </CommandButton>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      <MoreButton query={query} />
    </Panel>
  );
}
