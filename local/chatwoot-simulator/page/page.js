import { ask, byId, complain, make } from './dom.js';
import { drawFacts } from './facts.js';
import { drawList } from './list.js';
import { drawThread } from './thread.js';

const prompts = [
  { title: 'Ask for a product', text: 'Do you have a warm reading lamp for my desk?', channel: 'WhatsApp' },
  {
    title: 'Ask about delivery',
    text: 'How long does delivery take, and what does it cost?',
    channel: 'Website',
  },
  {
    title: 'Ask what it cannot know',
    text: 'Can you also repair my grandmother’s violin?',
    channel: 'Instagram',
  },
  { title: 'Ask for a person', text: 'Could I talk to a real person, please?', channel: 'Email' },
];
const demoNames = [
  'Ana Costa',
  'Jonas Weber',
  'Leila Amrani',
  'Sofia Lindqvist',
  'Marco Bianchi',
  'Priya Nair',
  'Emil Novak',
  'Chloé Martin',
  'Daniel Okafor',
  'Hana Sato',
];
const explanations = {
  customer: 'You are the customer. Enter sends, Shift+Enter starts a new line.',
  person: 'You are a person of the shop, writing in Chatwoot. The customer sees it.',
  note: 'Only the team sees this. The customer does not.',
  phone: 'You answer from the channel’s own app, past Chatwoot. It arrives as an echo without a sender.',
};

let state = { account: '', connected: true, channels: [], people: [], labels: [], threads: [] };
let selected = readAddress();
let view = null;
let typing = null;
let typingEnds;

const actions = {
  choose: (messageId, value) =>
    tryTo(async () => {
      const { conversationId } = await ask(`messages/${messageId}/choose`, { value });
      await open({ linkId: view.linkId, conversationId });
    }),
};

start();

function start() {
  byId('prompts').append(...prompts.map((prompt) => make('li', {}, promptCard(prompt))));
  byId('chips').append(...prompts.map((prompt) => make('li', {}, chip(prompt))));
  byId('home').addEventListener('click', (event) => {
    event.preventDefault();
    void open(null);
  });
  byId('new').addEventListener('click', openSheet);
  byId('cancel').addEventListener('click', () => byId('sheet').close());
  byId('customer').addEventListener('submit', createCustomer);
  byId('composer').addEventListener('submit', sendWords);
  byId('as').addEventListener('change', drawComposer);
  byId('words').addEventListener('input', fitWords);
  byId('words').addEventListener('keydown', sendOnEnter);
  byId('to-list').addEventListener('click', () => show('list'));
  byId('to-facts').addEventListener('click', () => {
    show('facts');
    byId('from-facts').focus();
  });
  byId('from-facts').addEventListener('click', closeFacts);
  byId('toast-close').addEventListener('click', () => (byId('toast').hidden = true));
  window.addEventListener('hashchange', () => open(readAddress()));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.body.dataset.view === 'facts') closeFacts();
  });
  followChanges();
  setInterval(refresh, 10_000);
  if (selected !== null) show('thread');
  void refresh();
}

function closeFacts() {
  show('thread');
  byId('to-facts').focus();
}

/** Server-sent events say that something changed; we then read what is on screen again. */
function followChanges() {
  const events = new EventSource('/sandbox/ui/events');
  events.addEventListener('open', () => {
    byId('offline').hidden = true;
    void refresh();
  });
  events.addEventListener('error', () => (byId('offline').hidden = false));
  events.addEventListener('message', ({ data }) => {
    const change = JSON.parse(data);
    if (change.typing !== undefined) noteTyping(change.typing);
    refreshSoon();
  });
}

function noteTyping({ conversationId, on, by }) {
  if (conversationId !== view?.conversation?.id) return;
  typing = on ? by : null;
  clearTimeout(typingEnds);
  typingEnds = setTimeout(() => {
    typing = null;
    draw();
  }, 20_000);
}

let soon;
function refreshSoon() {
  soon ??= setTimeout(() => {
    soon = undefined;
    void refresh();
  }, 60);
}

async function refresh() {
  const asked = selected;
  try {
    const [nextState, nextView] = await Promise.all([
      ask('state'),
      asked === null ? null : ask(addressOf(asked)),
    ]);
    if (asked !== selected) return;
    [state, view] = [nextState, nextView];
    draw();
    markSeen();
  } catch (error) {
    if (asked !== null && error.message.includes('could not be found')) return open(null);
    if (byId('offline').hidden) complain(error);
  }
}

function draw() {
  drawList(state, selected, open);
  byId('welcome').hidden = view !== null;
  byId('talk').hidden = view === null;
  byId('unconnected').hidden = state.connected;
  document.body.dataset.empty = String(view === null);
  if (view === null) return;
  drawThread(view, typing, actions);
  drawFacts(view, state, change);
  drawPeople();
  drawComposer();
}

function markSeen() {
  const row = state.threads.find((thread) => thread.conversationId === view?.conversation?.id);
  if (document.hidden || row === undefined || row.unread === 0 || view.conversation === null) return;
  void ask(`conversations/${view.conversation.id}/seen`, {}).catch(complain);
}

async function open(thread) {
  selected = thread;
  typing = null;
  const hash =
    thread === null
      ? ''
      : thread.conversationId === null
        ? `#l${thread.linkId}`
        : `#c${thread.conversationId}`;
  history.replaceState(null, '', `${location.pathname}${hash}`);
  show(thread === null ? 'list' : 'thread');
  if (thread === null) view = null;
  await refresh();
  if (matchMedia('(min-width: 46rem)').matches && thread !== null) byId('words').focus();
}

const show = (what) => (document.body.dataset.view = what);
const addressOf = (thread) =>
  thread.conversationId === null ? `links/${thread.linkId}` : `conversations/${thread.conversationId}`;

function readAddress() {
  const [, kind, id] = /^#([cl])(\d+)$/.exec(location.hash) ?? [];
  if (kind === undefined) return null;
  return kind === 'c'
    ? { linkId: null, conversationId: Number(id) }
    : { linkId: Number(id), conversationId: null };
}

function promptCard(prompt) {
  return make(
    'button',
    { type: 'button', class: 'prompt', on: { click: () => tryPrompt(prompt) } },
    make('span', { class: 'prompt-title', text: prompt.title }),
    make('span', { class: 'prompt-text', text: `“${prompt.text}”` }),
    make('span', { class: 'channel', text: prompt.channel, data: { channel: prompt.channel } }),
  );
}

function chip(prompt) {
  return make('button', {
    type: 'button',
    class: 'chip',
    text: prompt.title,
    on: { click: () => sayAsCustomer(prompt.text) },
  });
}

function tryPrompt(prompt) {
  return tryTo(async () => {
    const channel = state.channels.find((one) => one.label === prompt.channel) ?? state.channels[0];
    const { linkId } = await ask('customers', { name: freeName(), inboxId: channel.inboxId });
    const { conversationId } = await ask(`links/${linkId}/messages`, { text: prompt.text });
    await open({ linkId, conversationId });
  });
}

/** A demo name nobody in the list has yet. */
function freeName() {
  const taken = new Set(state.threads.map((thread) => thread.name));
  const free = demoNames.find((name) => !taken.has(name));
  return free ?? `${demoNames[state.threads.length % demoNames.length]} ${state.threads.length}`;
}

function openSheet() {
  byId('customer-error').textContent = '';
  byId('name').value = freeName();
  byId('channels').replaceChildren(
    ...state.channels.map((channel, index) => channelChoice(channel, index === 0)),
  );
  byId('sheet').showModal();
  byId('name').select();
}

function channelChoice(channel, checked) {
  const text = channel.hasBot ? channel.label : `${channel.label} (no assistant)`;
  return make(
    'label',
    {},
    make('input', { type: 'radio', name: 'inbox', value: String(channel.inboxId), checked }),
    make('span', { class: 'channel', text, data: { channel: channel.label } }),
  );
}

async function createCustomer(event) {
  event.preventDefault();
  const name = byId('name').value.trim();
  if (name === '') {
    byId('customer-error').textContent = 'Give the customer a name.';
    byId('name').focus();
    return;
  }
  const inboxId = Number(new FormData(byId('customer')).get('inbox'));
  try {
    const { linkId } = await ask('customers', { name, inboxId });
    byId('sheet').close();
    await open({ linkId, conversationId: null });
    setWriter('customer');
  } catch (error) {
    byId('customer-error').textContent = error.message;
  }
}

const writer = () => new FormData(byId('composer')).get('as') ?? 'customer';

function setWriter(as) {
  byId('as').querySelector(`[value="${as}"]`).checked = true;
  drawComposer();
}

function drawComposer() {
  if (view === null) return;
  const started = view.conversation !== null;
  for (const input of byId('as').querySelectorAll('input'))
    input.disabled = !started && input.value !== 'customer';
  byId('as-phone').hidden = view.channel?.phoneApp !== true;
  const as = writer();
  if ((as === 'phone' && view.channel?.phoneApp !== true) || (as !== 'customer' && !started))
    return setWriter('customer');
  const name = view.contact?.name ?? 'the customer';
  byId('composer').dataset.as = as;
  byId('person-label').hidden = as !== 'person' && as !== 'note';
  byId('words').placeholder = {
    customer: `Write as ${name}`,
    person: `Answer ${name}`,
    note: 'Leave a note for the team',
    phone: `Answer ${name} from the phone`,
  }[as];
  byId('words-label').textContent = byId('words').placeholder;
  byId('explain').textContent = explanations[as];
  byId('chips').hidden = started || as !== 'customer';
}

function drawPeople() {
  const people = byId('person');
  if (people.options.length === state.people.length) return;
  const agents = [...state.people].sort(
    (a, b) => (a.role === 'agent' ? 0 : 1) - (b.role === 'agent' ? 0 : 1),
  );
  people.replaceChildren(...agents.map((one) => make('option', { value: String(one.id), text: one.name })));
}

function fitWords() {
  const words = byId('words');
  words.style.height = 'auto';
  words.style.height = `${Math.min(words.scrollHeight, 180)}px`;
}

function sendOnEnter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId('composer').requestSubmit();
}

async function sendWords(event) {
  event.preventDefault();
  const text = byId('words').value.trim();
  if (text === '' || view === null) return;
  byId('words').value = '';
  fitWords();
  const sent = writer() === 'customer' ? await sayAsCustomer(text) : await sayAsShop(text);
  // What could not be sent is not lost.
  if (!sent && byId('words').value === '') byId('words').value = text;
}

function sayAsCustomer(text) {
  const { linkId } = view;
  return tryTo(async () => {
    const { conversationId } = await ask(`links/${linkId}/messages`, { text });
    if (selected?.conversationId === conversationId) await refresh();
    else await open({ linkId, conversationId });
  });
}

function sayAsShop(text) {
  const userId = Number(byId('person').value);
  const { id } = view.conversation;
  return tryTo(async () => {
    await ask(`conversations/${id}/messages`, { text, as: writer(), userId });
    await refresh();
  });
}

function change(patch) {
  return tryTo(async () => {
    await ask(`conversations/${view.conversation.id}/state`, patch);
    await refresh();
  });
}

/** Does something and says so when it fails; true when it worked. */
async function tryTo(work) {
  try {
    await work();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
