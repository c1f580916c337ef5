import { byId, icon, make, timeOf } from './dom.js';
import { withMentions } from './mentions.js';

/** How long we say that somebody is thinking before we say that nobody answered. */
const patience = 45_000;
const drawn = new Map();
let shownThread = '';

/** Draws the middle: head, messages, and who is busy. */
export function drawThread(view, typing, actions) {
  const key = view.conversation === null ? `link-${view.linkId}` : `conversation-${view.conversation.id}`;
  const fresh = key !== shownThread;
  if (fresh) {
    drawn.clear();
    byId('messages').replaceChildren();
    shownThread = key;
  }
  byId('who').textContent = view.contact?.name ?? 'Customer';
  byId('where').textContent =
    `${view.channel?.label ?? ''} · ${view.contact?.phone ?? view.contact?.email ?? view.sourceId}`;
  byId('quiet').hidden = view.messages.length > 0;
  const scroll = byId('scroll');
  const atEnd = fresh || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  drawMessages(view.messages, actions);
  drawThinking(view, typing);
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

/** Draws only what is new or changed, so that a screen reader hears new messages and nothing twice. */
function drawMessages(messages, actions) {
  const list = byId('messages');
  const wanted = new Set(messages.map((message) => message.id));
  for (const [id, { element }] of drawn) {
    if (wanted.has(id)) continue;
    element.remove();
    drawn.delete(id);
  }
  for (const [index, message] of messages.entries()) {
    const joins = continues(messages[index - 1], message);
    const print = JSON.stringify([message, joins]);
    const known = drawn.get(message.id);
    if (known?.print === print) continue;
    const element = messageItem(message, joins, actions);
    if (known === undefined) list.append(element);
    else known.element.replaceWith(element);
    drawn.set(message.id, { print, element });
  }
}

/** Whether a bubble belongs to the one above it. */
function continues(before, message) {
  return (
    before !== undefined &&
    before.by === message.by &&
    before.name === message.name &&
    message.at - before.at < 120_000
  );
}

const names = {
  customer: 'Customer',
  bot: 'Frontdesk',
  person: 'Person',
  note: 'Note',
  phone: 'From the phone app',
  chatwoot: 'Sent by Chatwoot',
};
const icons = { bot: 'bell', person: 'person', note: 'lock', phone: 'phone', chatwoot: 'bell' };

function messageItem(message, joins, actions) {
  if (message.by === 'activity') return make('li', { class: 'activity', text: message.text });
  const head = joins ? null : bubbleHead(message);
  const body = make('div', { class: 'bubble' });
  if (message.text !== null) body.append(words(message));
  for (const file of message.files) {
    body.append(
      make('a', { href: file.url, target: '_blank', rel: 'noreferrer', text: `Attachment (${file.type})` }),
    );
  }
  const foot =
    message.error === null
      ? footLine(message)
      : make('p', { class: 'failed', text: `Not delivered: ${message.error}` });
  return make(
    'li',
    { class: 'message', data: { by: message.by, joins: String(joins), deleted: String(message.deleted) } },
    head,
    body,
    choiceButtons(message, actions),
    foot,
  );
}

/** Only a note mentions people: what a customer writes stays as it was written. */
function words({ by, text }) {
  return by === 'note' ? make('p', { dir: 'auto' }, ...withMentions(text)) : make('p', { text, dir: 'auto' });
}

function bubbleHead(message) {
  const head = make('p', { class: 'bubble-head' });
  if (icons[message.by] !== undefined) head.append(icon(icons[message.by]));
  const name =
    message.by === 'note'
      ? `Private note by ${message.name ?? 'somebody'}`
      : (message.name ?? names[message.by]);
  head.append(make('span', { text: name, class: message.by === 'customer' ? 'hidden' : '' }));
  return head;
}

function footLine(message) {
  const receipts = ['bot', 'person', 'chatwoot'].includes(message.by) && message.status !== 'failed';
  const words = receipts ? `${timeOf(message.at)} · ${message.status}` : timeOf(message.at);
  return make('p', { class: 'foot', text: words });
}

function choiceButtons(message, actions) {
  if (message.choices.length === 0) return null;
  return make(
    'div',
    { class: 'choices' },
    ...message.choices.map((choice) =>
      make('button', {
        type: 'button',
        class: 'quiet',
        text: choice.title,
        on: { click: () => actions.choose(message.id, choice.value) },
      }),
    ),
  );
}

function drawThinking(view, typing) {
  const last = view.messages.findLast((message) => !['activity', 'note'].includes(message.by));
  const conversation = view.conversation;
  const waits =
    conversation?.status === 'pending' && view.channel?.hasBot === true && last?.by === 'customer';
  // `now` is the shop's clock, which may be shifted against ours.
  const late = waits && conversation.now - last.at > patience;
  const text =
    typing !== null
      ? `${typing} is typing…`
      : waits && view.problem === null
        ? late
          ? 'No answer yet. Frontdesk may be busy or not running.'
          : 'Frontdesk is thinking…'
        : '';
  byId('thinking').hidden = text === '';
  byId('thinking').dataset.late = String(late && typing === null);
  if (byId('thinking-text').textContent !== text) byId('thinking-text').textContent = text;
  byId('problem').hidden = view.problem === null;
  byId('problem').textContent =
    view.problem === null ? '' : `${view.problem} Chatwoot then opens the conversation for a person.`;
}
