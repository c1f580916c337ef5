import { byId, make, refill, timeOf } from './dom.js';
import { mentionsAsNames } from './mentions.js';

const who = {
  bot: 'Frontdesk: ',
  person: 'Shop: ',
  note: 'Note: ',
  phone: 'Phone app: ',
  chatwoot: 'Chatwoot: ',
};
const statusWords = { pending: 'assistant', open: 'person', resolved: 'resolved', snoozed: 'snoozed' };

/** Draws the left column. */
export function drawList(state, selected, open) {
  byId('shop').textContent = state.account;
  byId('nobody').hidden = state.threads.length > 0;
  refill(
    byId('threads'),
    state.threads.map((thread) => row(thread, sameThread(thread, selected), open)),
  );
}

/** Whether a row of the list is the thread on screen. */
export function sameThread(thread, selected) {
  if (selected === null) return false;
  if (selected.conversationId !== null) return thread.conversationId === selected.conversationId;
  return thread.conversationId === null && thread.linkId === selected.linkId;
}

function previewOf({ previewBy, preview }) {
  return previewBy === 'note' ? mentionsAsNames(preview) : preview;
}

function row(thread, isSelected, open) {
  const key =
    thread.conversationId === null ? `link-${thread.linkId}` : `conversation-${thread.conversationId}`;
  const unread = isSelected ? 0 : thread.unread;
  const badges = make(
    'span',
    { class: 'row-badges' },
    make('span', { class: 'channel', text: thread.channel, data: { channel: thread.channel } }),
    thread.status === null
      ? null
      : make('span', { class: 'status', text: statusWords[thread.status], data: { status: thread.status } }),
    thread.priority === null
      ? null
      : make('span', { class: 'priority', text: thread.priority, data: { priority: thread.priority } }),
  );
  const button = make(
    'button',
    {
      type: 'button',
      class: 'row-button',
      data: { key },
      'aria-current': isSelected ? 'true' : null,
      on: { click: () => open({ linkId: thread.linkId, conversationId: thread.conversationId }) },
    },
    make(
      'span',
      { class: 'row-top' },
      make('strong', { text: thread.name }),
      make('time', { text: timeOf(thread.at) }),
    ),
    make('span', { class: 'row-preview', text: `${who[thread.previewBy] ?? ''}${previewOf(thread)}` }),
    badges,
  );
  if (unread > 0) {
    badges.append(make('span', { class: 'unread', text: String(unread), 'aria-label': `${unread} unread` }));
  }
  return make('li', {}, button);
}
