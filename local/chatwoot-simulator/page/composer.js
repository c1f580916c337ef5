import { byId, make } from './dom.js';

const explanations = {
  customer: 'You are the customer. Enter sends, Shift+Enter starts a new line.',
  person: 'You are a person of the shop, writing in Chatwoot. The customer sees it.',
  note: 'Only the team sees this. The customer does not.',
  phone: 'You answer from the channel’s own app, past Chatwoot. It arrives as an echo without a sender.',
};

let view = null;

/** Prepares the composer. The two functions send and tell whether it worked. */
export function startComposer(say) {
  byId('composer').addEventListener('submit', (event) => sendWords(event, say));
  byId('as').addEventListener('change', () => drawComposer(view));
  byId('words').addEventListener('input', fitWords);
  byId('words').addEventListener('keydown', sendOnEnter);
}

function writer() {
  return new FormData(byId('composer')).get('as') ?? 'customer';
}

/** Chooses who writes. */
export function setWriter(as) {
  byId('as').querySelector(`[value="${as}"]`).checked = true;
  drawComposer(view);
}

/** Draws the composer for what is on screen. */
export function drawComposer(onScreen) {
  view = onScreen;
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

/** Fills the menu of people, agents first. */
export function drawPeople(all) {
  const people = byId('person');
  if (people.options.length === all.length) return;
  const agents = [...all].sort((a, b) => (a.role === 'agent' ? 0 : 1) - (b.role === 'agent' ? 0 : 1));
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

async function sendWords(event, { sayAsCustomer, sayAsShop }) {
  event.preventDefault();
  const text = byId('words').value.trim();
  if (text === '') return;
  byId('words').value = '';
  fitWords();
  const sent =
    writer() === 'customer'
      ? await sayAsCustomer(text)
      : await sayAsShop({ text, as: writer(), userId: Number(byId('person').value) });
  // What could not be sent is not lost.
  if (!sent && byId('words').value === '') byId('words').value = text;
}
