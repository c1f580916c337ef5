import { byId, make, refill } from './dom.js';

let printed = '';

/** Draws the right column, only when something on it changed. */
export function drawFacts(view, state, change) {
  const print = JSON.stringify([
    view.conversation,
    view.contact,
    view.channel,
    state.people,
    state.labels,
    minute(view),
  ]);
  if (print === printed) return;
  printed = print;
  const conversation = view.conversation;
  refill(
    byId('facts-body'),
    [
      ...(conversation === null
        ? [make('p', { class: 'nothing', text: 'Starts with the first message.' })]
        : [
            statusBlock(view, change),
            windowBlock(view),
            priorityBlock(conversation, change),
            assigneeBlock(conversation, state.people, change),
            labelBlock(conversation, state.labels, change),
            listBlock('Conversation attributes', conversation.custom),
          ]),
      contactBlock(view),
    ].filter((block) => block !== null),
  );
}

const minute = (view) => Math.floor((view.conversation?.now ?? 0) / 60_000);

function block(title, ...children) {
  return make('section', { class: 'fact' }, make('h3', { text: title }), ...children);
}

const statuses = [
  ['pending', 'Pending', 'The assistant answers.'],
  ['open', 'Open', 'A person answers; the assistant keeps quiet.'],
  ['resolved', 'Resolved', 'Done, until the customer writes again.'],
];

function statusBlock(view, change) {
  const current = view.conversation.status;
  const noBot = view.channel?.hasBot === false;
  const buttons = statuses.map(([status, label]) =>
    make('button', {
      type: 'button',
      text: label,
      'aria-pressed': String(current === status),
      data: { status, key: `status-${status}` },
      on: { click: () => change({ status }) },
    }),
  );
  const told =
    current === 'snoozed'
      ? 'Asleep until the customer writes.'
      : statuses.find(([name]) => name === current)?.[2];
  return block(
    'Status',
    make('div', { class: 'segments', role: 'group', 'aria-label': 'Status' }, ...buttons),
    make('p', { class: 'hint', text: noBot ? 'This inbox has no assistant attached.' : told }),
  );
}

function windowBlock(view) {
  const { windowHours, windowClosesAt, canReply, now } = view.conversation;
  if (windowHours === null) {
    return block(
      'Messaging window',
      make('p', {
        class: 'hint',
        text: `${view.channel?.label ?? 'This channel'} has none: the shop may always write.`,
      }),
    );
  }
  const left = windowClosesAt === null ? 0 : windowClosesAt - now;
  const words = canReply
    ? `Open for another ${duration(left)}, that is ${windowHours} h after the customer’s last message.`
    : 'Closed. Only an approved template gets through.';
  return block(
    'Messaging window',
    make('p', { class: 'window', data: { open: String(canReply) }, text: words }),
  );
}

function duration(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

function priorityBlock(conversation, change) {
  const options = [
    ['', 'None'],
    ['low', 'Low'],
    ['medium', 'Medium'],
    ['high', 'High'],
    ['urgent', 'Urgent'],
  ];
  const select = chooser('priority', options, conversation.priority ?? '', (value) =>
    change({ priority: value || null }),
  );
  return labelled('Priority', 'priority', select);
}

function assigneeBlock(conversation, people, change) {
  const options = [['', 'Nobody'], ...people.map((person) => [String(person.id), person.name])];
  const select = chooser('assignee', options, String(conversation.assigneeId ?? ''), (value) =>
    change({ assigneeId: value === '' ? null : Number(value) }),
  );
  return labelled('Assigned to', 'assignee', select);
}

function chooser(id, options, current, pick) {
  return make(
    'select',
    { id, data: { key: id }, on: { change: (event) => pick(event.target.value) } },
    ...options.map(([value, text]) => make('option', { value, text, selected: value === current })),
  );
}

const labelled = (title, id, control) =>
  make('section', { class: 'fact fact-line' }, make('label', { for: id, text: title }), control);

function labelBlock(conversation, known, change) {
  const all = [...new Set([...known, ...conversation.labels])];
  const chips = all.map((label) => {
    const on = conversation.labels.includes(label);
    const labels = on ? conversation.labels.filter((one) => one !== label) : [...conversation.labels, label];
    return make('button', {
      type: 'button',
      class: 'chip',
      text: label,
      'aria-pressed': String(on),
      data: { key: `label-${label}` },
      on: { click: () => change({ labels }) },
    });
  });
  return block('Labels', make('div', { class: 'chip-row' }, ...chips));
}

function contactBlock(view) {
  const { contact } = view;
  if (contact === null) return null;
  const facts = {
    Name: contact.name,
    Phone: contact.phone,
    Email: contact.email,
    'Channel id': view.sourceId,
    Labels: contact.labels.join(', '),
    ...contact.custom,
  };
  return listBlock('Customer', facts);
}

function listBlock(title, facts) {
  const rows = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  if (rows.length === 0) return null;
  const list = make('dl');
  for (const [name, value] of rows) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    list.append(make('div', {}, make('dt', { text: name.replaceAll('_', ' ') }), make('dd', { text })));
  }
  return block(title, list);
}
