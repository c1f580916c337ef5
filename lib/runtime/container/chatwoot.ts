import { setTimeout as sleep } from 'node:timers/promises';
import { chatwootClient, type ChatwootClient } from '../../chatwoot/client.ts';
import type { Inbox } from '../../chatwoot/conversation.ts';
import type { Settings } from '../../config/settings.ts';
import { freshFor } from '../once.ts';
import { failureOf, type Log } from '../telemetry.ts';

const inboxKeptMs = 10 * 60_000;

export function chatwootFrom(settings: Settings): ChatwootClient {
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
  const known = new Map<number, () => Promise<Inbox>>();
  return (inboxId) => {
    const read =
      known.get(inboxId) ??
      freshFor(inboxKeptMs, () => chatwoot.inbox(inboxId), {
        now: () => performance.now(),
        kept: (error) => log({ event: 'inbox.kept', failure: failureOf(error) }),
      });
    known.set(inboxId, read);
    return read();
  };
}
