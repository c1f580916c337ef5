import { byId, make } from './dom.js';

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

/** Fills in what a visitor may try: cards when nobody is chosen, chips above the composer for a new customer. */
export function drawPrompts({ tryPrompt, say }) {
  byId('prompts').append(...prompts.map((prompt) => make('li', {}, promptCard(prompt, tryPrompt))));
  byId('chips').append(...prompts.map((prompt) => make('li', {}, chip(prompt, say))));
}

/** A demo name nobody in the list has yet. */
export function freeName(threads) {
  const taken = new Set(threads.map((thread) => thread.name));
  const free = demoNames.find((name) => !taken.has(name));
  return free ?? `${demoNames[threads.length % demoNames.length]} ${threads.length}`;
}

function promptCard(prompt, tryPrompt) {
  return make(
    'button',
    { type: 'button', class: 'prompt', on: { click: () => tryPrompt(prompt) } },
    make('span', { class: 'prompt-title', text: prompt.title }),
    make('span', { class: 'prompt-text', text: `“${prompt.text}”` }),
    make('span', { class: 'channel', text: prompt.channel, data: { channel: prompt.channel } }),
  );
}

function chip(prompt, say) {
  return make('button', {
    type: 'button',
    class: 'chip',
    text: prompt.title,
    on: { click: () => say(prompt.text) },
  });
}
