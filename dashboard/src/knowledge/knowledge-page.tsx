import { useState } from 'react';
import type { Article } from '../api/contract.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { AddFile } from './add-file.tsx';
import { AddTextForm } from './add-text-form.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { KnowledgeTable } from './knowledge-table.tsx';
import styles from './knowledge-page.module.css';
import { useKnowledge } from './use-knowledge.ts';

/** What the shop knows besides its products, and how more of it comes in. */
export function KnowledgePage() {
  const query = useKnowledge();
  const [doomed, setDoomed] = useState<Article>();
  return (
    <Page
      title="Knowledge"
      lead="Deliveries, returns, opening hours, care: what Frontdesk may say besides products."
    >
      <div className={styles.sides}>
        <Panel title="What is known">
          <Loaded query={query}>
            {({ pages }) => {
              const articles = pages.flatMap(({ items }) => items);
              return articles.length === 0 ? (
                <EmptyState title="Nothing is known yet">
                  Add what customers keep asking: it can be quoted a moment later.
                </EmptyState>
              ) : (
                <KnowledgeTable articles={articles} onDelete={setDoomed} />
              );
            }}
          </Loaded>
          <MoreButton query={query} />
        </Panel>
        <Panel title="Add to it">
          <AddTextForm />
          <AddFile />
        </Panel>
      </div>
      {doomed !== undefined && <DeleteDialog article={doomed} onClose={() => setDoomed(undefined)} />}
    </Page>
  );
}
