import type { ChatMessage, LiveConversation } from '../chatwoot/conversation.ts';
import { stockOf } from '../catalog/stock.ts';
import type { LiveReadDeps } from '../conversation/live-read.ts';
import { isMissing } from '../conversation/missing.ts';
import { customerWords } from '../conversation/words.ts';
import { withdrawnSince } from '../leads/consent.ts';
import { upsertLead } from '../leads/store.ts';
import { waitingLabels, wishFor } from './wish.ts';
import { showWhatIsWaitedFor, type ShowWaitingDeps } from './after-notice.ts';
import { keptMs } from './note-wish.ts';
import { createStockAlert, languageSpoken } from './store.ts';

export interface AddWishDeps extends LiveReadDeps, ShowWaitingDeps {
  readonly now: () => Date;
}

export type AddedWish =
  | { readonly kind: 'noted'; readonly id: string; readonly isNew: boolean }
  | { readonly kind: 'unknown-conversation' }
  | { readonly kind: 'unknown-sku' }
  /** They asked us to stop, and have said nothing since. */
  | { readonly kind: 'opted-out' };

/** How much of what was said is kept, so that whoever looks at the wish knows; the newest words matter most. */
const [wordsKept, contextKept] = [2000, 4000];

/**
 * Notes a wish as the assistant does, where a person of the team heard it: for the customer of that conversation, who
 * will be told in it. What is in stock can be waited for too; then the next check tells them.
 */
export async function addWish(
  deps: AddWishDeps,
  { accountId, conversationId, sku }: { accountId: number; conversationId: number; sku: string },
): Promise<AddedWish> {
  const item = await stockOf(deps.db, sku);
  if (item === undefined) return { kind: 'unknown-sku' };
  const seen = await conversationOf(deps, conversationId);
  if (seen === undefined) return { kind: 'unknown-conversation' };
  const { live, messages } = seen;
  const { name: channel } = (await deps.inboxOf(live.inboxId)).channel;
  const at = deps.now();
  const { id: leadId } = await upsertLead(deps.db, { accountId, contact: live.contact, channel, at });
  if (await wantsNothing(deps, { leadId, channel, messages })) return { kind: 'opted-out' };
  const product = wishFor(item);
  const noted = await createStockAlert(deps.db, {
    ...{ accountId, leadId, conversationId, channel, inboxId: live.inboxId },
    language: await languageSpoken(deps.db, { accountId, conversationId }),
    ...{ productName: product.name, sku: product.sku, productUrl: product.url },
    // It was asked for in no message that we know: asked for again, it is another request.
    ...{ turnId: null, messageId: null, ...whatWasSaid(messages) },
    ...{ priority: 'high', requestedAt: at, expiresAt: new Date(at.getTime() + keptMs) },
  });
  const contactId = live.contact.id;
  await showWhatIsWaitedFor(deps, { accountId, contactId, conversationId }, waitingLabels);
  return { kind: 'noted', ...noted };
}

async function conversationOf(
  { chatwoot }: AddWishDeps,
  id: number,
): Promise<{ live: LiveConversation; messages: ChatMessage[] } | undefined> {
  try {
    const [live, messages] = await Promise.all([chatwoot.conversation(id), chatwoot.messages(id)]);
    return { live, messages };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A "stop" ends what they asked for before; only their own words after it can open it again. */
async function wantsNothing(
  { db }: AddWishDeps,
  { leadId, channel, messages }: { leadId: string; channel: string; messages: readonly ChatMessage[] },
): Promise<boolean> {
  const withdrawn = await withdrawnSince(db, { leadId, channel, purpose: 'service' });
  const last = customerWords(messages).at(-1);
  return withdrawn !== undefined && (last === undefined || last.at <= withdrawn);
}

function whatWasSaid(messages: readonly ChatMessage[]) {
  const spoken = messages.filter((one) => !one.private && !one.deleted && one.author !== 'automation');
  const context = spoken
    .map(({ author, text }) => `${author === 'bot' ? 'shop' : author}: ${text}`)
    .join('\n');
  return {
    customerMessage: customerWords(messages).at(-1)?.text.slice(0, wordsKept) ?? null,
    conversationContext: context === '' ? null : context.slice(-contextKept),
  };
}
