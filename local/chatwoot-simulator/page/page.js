import { drawComposer, drawPeople, setWriter, startComposer } from './composer.js';
import { ask, byId, complain } from './dom.js';
import { drawFacts } from './facts.js';
import { drawList } from './list.js';
import { drawPrompts, freeName } from './prompts.js';
import { openSheet, startSheet } from './sheet.js';
import { drawThread } from './thread.js';

let state = { account: '', connected: true, channels: [], people: [], labels: [], threads: [] };
let selected = readAddress();
let view = null;
let typing = null;
let typingEnds;
let soon;
let asking = 0;
let drawnTurn = 0;

const actions = {
  choose: (messageId, value) =>
    tryTo(async () => {
      const { conversationId } = await ask(`messages/${messageId}/choose`, { value });
      await open({ linkId: view.linkId, conversationId });
    }),
};

start();

function start() {
  drawPrompts({ tryPrompt, say: sayAsCustomer });
  startComposer({ sayAsCustomer, sayAsShop });
  startSheet(async (linkId) => {
    await open({ linkId, conversationId: null });
    setWriter('customer');
  });
  byId('home').addEventListener('click', (event) => {
    event.preventDefault();
    void open(null);
  });
  byId('new').addEventListener('click', () => openSheet(state));
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

function refreshSoon() {
  soon ??= setTimeout(() => {
    soon = undefined;
    void refresh();
  }, 60);
}

async function refresh() {
  const asked = selected;
  const turn = ++asking;
  try {
    const [nextState, nextView] = await Promise.all([
      ask('state'),
      asked === null ? null : ask(addressOf(asked)),
    ]);
    // Two answers may overtake each other; the older one is of no use any more.
    if (asked !== selected || turn < drawnTurn) return;
    drawnTurn = turn;
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
  drawPeople(state.people);
  drawComposer(view);
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

function show(what) {
  document.body.dataset.view = what;
}

function addressOf(thread) {
  return thread.conversationId === null ? `links/${thread.linkId}` : `conversations/${thread.conversationId}`;
}

function readAddress() {
  const [, kind, id] = /^#([cl])(\d+)$/.exec(location.hash) ?? [];
  if (kind === undefined) return null;
  return kind === 'c'
    ? { linkId: null, conversationId: Number(id) }
    : { linkId: Number(id), conversationId: null };
}

function tryPrompt(prompt) {
  return tryTo(async () => {
    const channel = state.channels.find((one) => one.label === prompt.channel) ?? state.channels[0];
    const { linkId } = await ask('customers', { name: freeName(state.threads), inboxId: channel.inboxId });
    const { conversationId } = await ask(`links/${linkId}/messages`, { text: prompt.text });
    await open({ linkId, conversationId });
  });
}

function sayAsCustomer(text) {
  const { linkId } = view;
  return tryTo(async () => {
    const { conversationId } = await ask(`links/${linkId}/messages`, { text });
    if (selected?.conversationId === conversationId) await refresh();
    else await open({ linkId, conversationId });
  });
}

function sayAsShop(words) {
  const { id } = view.conversation;
  return tryTo(async () => {
    await ask(`conversations/${id}/messages`, words);
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
