import { randomBytes } from 'node:crypto';
import { defaultSubscriptions } from './delivery/endpoints.ts';
import { demoTemplates, twilioTemplates } from './seed-templates.ts';
import type { Inbox } from './store/records.ts';
import type { Store } from './store/store.ts';

const secret = (): string => randomBytes(18).toString('base64url');

/** Fills an empty file with one account: people, a bot, one inbox per channel class. Does nothing to a filled one. */
export function seedAccount(store: Store, apiToken: string): void {
  if (store.fact('seeded') === undefined) {
    seedPeople(store, apiToken);
    seedBot(store);
    seedInboxes(store);
    seedWords(store);
    store.rememberFact('seeded', 'yes');
  }
  // The administrator's token is handed in at every start and may have changed.
  const admin = store.users.get(1);
  if (admin !== undefined && admin.token !== apiToken) store.users.save({ ...admin, token: apiToken });
}

function seedPeople(store: Store, apiToken: string): void {
  const add = (name: string, role: 'administrator' | 'agent', token: string): number => {
    const availableName = name.split(' ')[0] ?? name;
    return store.users.insert({
      name,
      availableName,
      email: `${availableName.toLowerCase()}@shop.example`,
      role,
      token,
    }).id;
  };
  add('Noor Haddad', 'administrator', apiToken);
  const sales = add('Tomas Reis', 'agent', secret());
  const service = add('Mika Lind', 'agent', secret());
  store.teams.insert({ name: 'sales', description: 'Advice and orders', memberIds: [sales] });
  store.teams.insert({ name: 'service', description: 'Returns and complaints', memberIds: [sales, service] });
}

function seedBot(store: Store): void {
  store.bots.insert({
    name: 'Frontdesk',
    description: 'Answers customers and hands over to a person',
    url: null,
    config: {},
    token: secret(),
    secret: secret(),
  });
  store.webhooks.insert({
    name: 'Frontdesk',
    url: null,
    inboxId: null,
    subscriptions: [...defaultSubscriptions],
    secret: secret(),
  });
}

type InboxSeed = Pick<Inbox, 'name' | 'channel'> & Partial<Inbox>;

const inboxSeeds: readonly InboxSeed[] = [
  {
    name: 'WhatsApp',
    channel: 'Channel::Whatsapp',
    provider: 'whatsapp_cloud',
    phoneNumber: '+12125550100',
    templates: demoTemplates,
  },
  { name: 'Instagram', channel: 'Channel::Instagram', platformId: '17841400000000001' },
  { name: 'Messenger', channel: 'Channel::FacebookPage', platformId: '100000000000001' },
  { name: 'Website', channel: 'Channel::WebWidget' },
  { name: 'Email', channel: 'Channel::Email' },
  { name: 'SMS', channel: 'Channel::Sms', phoneNumber: '+12125550101' },
  { name: 'Telegram', channel: 'Channel::Telegram', lockToSingle: true },
  { name: 'Line', channel: 'Channel::Line' },
  { name: 'TikTok', channel: 'Channel::Tiktok' },
  { name: 'SMS (Twilio)', channel: 'Channel::TwilioSms', medium: 'sms', phoneNumber: '+12125550102' },
  {
    name: 'WhatsApp (Twilio)',
    channel: 'Channel::TwilioSms',
    medium: 'whatsapp',
    phoneNumber: 'whatsapp:+12125550103',
    templates: twilioTemplates,
  },
  { name: 'API', channel: 'Channel::Api', identifier: 'sandbox-api' },
  { name: 'API without a bot', channel: 'Channel::Api', identifier: 'sandbox-api-without-bot', botId: null },
];

function seedInboxes(store: Store): void {
  inboxSeeds.forEach((seed, index) => {
    store.inboxes.insert({
      medium: null,
      channelId: index + 1,
      provider: null,
      phoneNumber: null,
      platformId: null,
      lockToSingle: false,
      botId: 1,
      // Tomas sees every inbox; Mika only the written ones of the website.
      memberIds: ['Website', 'Email'].includes(seed.name) ? [2, 3] : [2],
      callbackUrl: null,
      secret: secret(),
      hmacToken: secret(),
      identifier: null,
      additional: {},
      templates: [],
      ...seed,
    });
  });
}

function seedWords(store: Store): void {
  const labels: readonly (readonly [string, string])[] = [
    ['vip', '#8b5cf6'],
    ['complaint', '#dc2626'],
    ['stock_alert', '#d97706'],
    ['important', '#0f766e'],
  ];
  for (const [title, color] of labels) {
    store.labels.insert({ title, description: null, color, showOnSidebar: true });
  }
}
