import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExternalIcon } from '../ui/icons/external-icon.tsx';
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
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NoSuchConversation />;
  const name = query.data?.lead?.name;
  return (
    <Page
      title={name ?? `Conversation ${id}`}
      lead={`${name == null ? '' : `Conversation ${id}. `}What was understood, what was said on which grounds, and what it took. The newest turn is first.`}
      actions={query.data && <OpenInChatwoot href={query.data.chatwootUrl} />}
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

function NoSuchConversation() {
  return (
    <Page title="No such conversation">
      <EmptyState title="Frontdesk has seen no conversation of this number">
        It shows up here once a customer has written in it. <Link to="/queue">Go to the queue</Link> and look
        from there.
      </EmptyState>
    </Page>
  );
}

function OpenInChatwoot({ href }: { href: string }) {
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noreferrer"
      variant="default"
      rightSection={<ExternalIcon size={16} />}
      aria-label="Open in Chatwoot, in a new tab"
    >
      Open in Chatwoot
    </Button>
  );
}
