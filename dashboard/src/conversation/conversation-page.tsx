import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Owner } from './owner.tsx';
import styles from './conversation-page.module.css';
import { TurnCard } from './turn-card.tsx';
import { useConversation } from './use-conversation.ts';

/** How each turn of one conversation went: what was understood, why it went where it did, and on which grounds. */
export function ConversationPage() {
  const { id } = getRouteApi('/conversations/$id').useParams();
  const query = useConversation(id);
  return (
    <Page
      title={`Conversation ${id}`}
      lead="What was understood, what was said on which grounds, and what it took. The newest turn is first."
    >
      <Loaded query={query}>
        {(conversation) => (
          <>
            <Owner conversation={conversation} />
            {conversation.turns.length === 0 ? (
              <EmptyState title="No turn yet">
                Nothing of this conversation has been answered or handed over so far.
              </EmptyState>
            ) : (
              <ol className={styles.turns} aria-label="Turns">
                {conversation.turns.toReversed().map((turn) => (
                  <li key={turn.id}>
                    <TurnCard turn={turn} />
                  </li>
                ))}
              </ol>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
