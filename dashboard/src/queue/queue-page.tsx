import { useState } from 'react';
import { useConfig } from '../app/config-context.ts';
import { Choice } from '../ui/choice.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { SandboxLink } from '../ui/sandbox-link.tsx';
import { QueueGroups } from './queue-groups.tsx';
import { type Priority, useQueue } from './use-queue.ts';
import { WorklistPanel } from './worklist-panel.tsx';

const filters: readonly { value: Priority | 'all'; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'high', label: 'High' },
  { value: 'medium', label: 'Medium' },
  { value: 'low', label: 'Low' },
];

/** Who waits, why, and who has them. */
export function QueuePage() {
  const [filter, setFilter] = useState<Priority | 'all'>('all');
  const query = useQueue(filter === 'all' ? undefined : filter);
  return (
    <Page
      title="Priority queue"
      lead="Who waits for a person, the most urgent first; then who was talked to in the last seven days."
    >
      <Choice label="Which priority" value={filter} options={filters} onChange={setFilter} />
      <Panel>
        <Loaded query={query}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return items.length === 0 ? (
              <NobodyWaits isAll={filter === 'all'} />
            ) : (
              <QueueGroups items={items} />
            );
          }}
        </Loaded>
        <MoreButton query={query} />
      </Panel>
      <WorklistPanel />
    </Page>
  );
}

function NobodyWaits({ isAll }: { isAll: boolean }) {
  const { sandbox } = useConfig();
  return isAll ? (
    <EmptyState title="Nobody waits" action={sandbox && <SandboxLink>Write as a customer</SandboxLink>}>
      Nobody wrote in the last seven days, and nobody waits for a person. New conversations appear here by
      themselves.
    </EmptyState>
  ) : (
    <EmptyState title="None of this priority">Nobody waits here. Choose another priority above.</EmptyState>
  );
}
