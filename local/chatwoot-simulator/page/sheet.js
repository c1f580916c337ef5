import { ask, byId, make } from './dom.js';
import { freeName } from './prompts.js';

/** Prepares the dialog that makes up a customer. */
export function startSheet(created) {
  byId('cancel').addEventListener('click', () => byId('sheet').close());
  byId('customer').addEventListener('submit', (event) => createCustomer(event, created));
}

/** Opens it with a fresh name. */
export function openSheet({ channels, threads }) {
  byId('customer-error').textContent = '';
  byId('name').value = freeName(threads);
  byId('channels').replaceChildren(...channels.map((channel, index) => channelChoice(channel, index === 0)));
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

async function createCustomer(event, created) {
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
    await created(linkId);
  } catch (error) {
    byId('customer-error').textContent = error.message;
  }
}
