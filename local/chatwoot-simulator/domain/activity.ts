import type { Actor, World } from './world.ts';

/** Writes the grey line that agents see. Chatwoot sends no webhook for these. */
export function addActivity(world: World, conversationId: number, content: string): void {
  const conversation = world.store.conversations.get(conversationId);
  if (conversation === undefined) return;
  const now = world.now().getTime();
  world.store.messages.insert({
    conversationId,
    inboxId: conversation.inboxId,
    type: 'activity',
    content,
    contentType: 'text',
    contentAttributes: {},
    additional: {},
    private: false,
    status: 'sent',
    sourceId: null,
    sender: null,
    attachments: [],
    createdAt: now,
    updatedAt: now,
  });
  world.store.conversations.save({ ...conversation, lastActivityAt: now, updatedAt: now });
}

/** The name an activity line gives to whoever acted. */
export function actorName(world: World, actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return world.store.users.get(actor.id)?.name ?? 'Someone';
    case 'bot':
      return world.store.bots.get(actor.id)?.name ?? 'Bot';
    case 'system':
      return 'system';
  }
}
