import { setTimeout as sleep } from 'node:timers/promises';
import { chatwootClient, type ChatwootClient } from '../../chatwoot/client.ts';
import type { Inbox, TeamMember } from '../../chatwoot/conversation.ts';
import type { Settings } from '../../config/settings.ts';
import { freshFor } from '../once.ts';
import { failureOf, type Log } from '../telemetry.ts';

const inboxKeptMs = 10 * 60_000;
const membersKeptMs = 60_000;

/** A client that speaks with the settings as they are at each call: a rotated token needs no restart. */
export function chatwootFrom(settings: () => Promise<Settings>): ChatwootClient {
  let built: { from: Settings; client: ChatwootClient } | undefined;
  const current = async (): Promise<ChatwootClient> => {
    const from = await settings();
    if (built?.from !== from) built = { from, client: clientOf(from) };
    return built.client;
  };
  return {
    conversation: async (id) => (await current()).conversation(id),
    messages: async (id, before) => (await current()).messages(id, before),
    conversations: async (page) => (await current()).conversations(page),
    inbox: async (id) => (await current()).inbox(id),
    send: async (id, message) => (await current()).send(id, message),
    open: async (id) => (await current()).open(id),
    giveBack: async (id) => (await current()).giveBack(id),
    setPriority: async (id, priority) => (await current()).setPriority(id, priority),
    addLabels: async (id, labels) => (await current()).addLabels(id, labels),
    contactLabels: async (id) => (await current()).contactLabels(id),
    addContactLabels: async (id, labels) => (await current()).addContactLabels(id, labels),
    removeContactLabels: async (id, labels) => (await current()).removeContactLabels(id, labels),
    setContactAttributes: async (id, attributes) => (await current()).setContactAttributes(id, attributes),
    removeContactAttributes: async (id, names) => (await current()).removeContactAttributes(id, names),
    inboxMembers: async (id) => (await current()).inboxMembers(id),
    ping: async () => (await current()).ping(),
  };
}

function clientOf(settings: Settings): ChatwootClient {
  return chatwootClient({
    baseUrl: settings.CHATWOOT_URL,
    accountId: settings.CHATWOOT_ACCOUNT_ID,
    botToken: settings.CHATWOOT_BOT_TOKEN,
    apiToken: settings.CHATWOOT_API_TOKEN,
    fetch,
    sleep: (milliseconds) => sleep(milliseconds),
  });
}

/** Inboxes change rarely: each is read again after ten minutes, so that a bot attached today is noticed today. */
export function inboxesOf(chatwoot: ChatwootClient, log: Log): (inboxId: number) => Promise<Inbox> {
  return keptFor(inboxKeptMs, log, (inboxId) => chatwoot.inbox(inboxId));
}

/** Who works in an inbox and is there; a minute later somebody else may be. */
export function membersOf(
  chatwoot: ChatwootClient,
  log: Log,
): (inboxId: number) => Promise<readonly TeamMember[]> {
  return keptFor(membersKeptMs, log, (inboxId) => chatwoot.inboxMembers(inboxId));
}

function keptFor<T>(
  milliseconds: number,
  log: Log,
  read: (inboxId: number) => Promise<T>,
): (inboxId: number) => Promise<T> {
  const known = new Map<number, () => Promise<T>>();
  return (inboxId) => {
    const kept =
      known.get(inboxId) ??
      freshFor(milliseconds, () => read(inboxId), {
        now: () => performance.now(),
        kept: (error) => log({ event: 'inbox.kept', failure: failureOf(error) }),
      });
    known.set(inboxId, kept);
    return kept();
  };
}
