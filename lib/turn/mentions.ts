import type { LiveConversation, TeamMember } from '../chatwoot/conversation.ts';

/** More names than this are nobody's business. */
const mostNamed = 3;

/**
 * Who is named at the head of a note, so that Chatwoot notifies them: whoever the conversation is assigned to, else its
 * team, else people of the inbox who are online, else the first of the inbox. Written as Chatwoot reads it
 * (app/services/messages/mention_service.rb); empty when there is nobody.
 */
export function mentions(
  { assignee, team }: Pick<LiveConversation, 'assignee' | 'team'>,
  members: readonly TeamMember[],
): string {
  if (assignee?.kind === 'person') {
    const name = members.find(({ id }) => id === assignee.id)?.name ?? 'colleague';
    return mention('user', { id: assignee.id, name });
  }
  if (team !== null) return mention('team', team);
  const online = members.filter(({ isOnline }) => isOnline);
  return (online.length > 0 ? online : members)
    .slice(0, mostNamed)
    .map((member) => mention('user', member))
    .join(' ');
}

/** Brackets in a name would end the link early. */
function mention(kind: 'user' | 'team', { id, name }: { id: number; name: string }): string {
  const shown = name.replace(/[[\]()\\]/gu, ' ').trim();
  const encoded = encodeURIComponent(shown).replace(/[!'()*]/gu, '');
  return `[@${shown}](mention://${kind}/${id}/${encoded})`;
}
