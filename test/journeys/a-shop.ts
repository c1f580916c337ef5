import { setTimeout as sleep } from 'node:timers/promises';
import { createDb } from '../../lib/store/postgres/pool.ts';
import { leaksIn, personalIn } from '../support/personal-data.ts';
import { startInProcess } from '../support/system.ts';

/** What the shop's customers are called: a name that stands in no other text. */
export const customersName = 'Ottilie Brackwater';

/**
 * A whole local system with its simulator at hand: functions run in processes of their own, as always. It prints every
 * line as it is, so that nothing is hidden from `leaks`.
 */
export async function aShop(env: Record<string, string> = {}) {
  const system = await startInProcess({ env: { LOG: 'json', ...env } });
  const { simulator, databaseUrl } = system;
  if (simulator === undefined) throw new Error('The system started without its simulator');
  const db = createDb({ url: databaseUrl, auth: 'url' });
  const messages = (conversationId: number): any[] => simulator.messages(conversationId);
  const said = (conversationId: number): string[] =>
    messages(conversationId)
      .filter(
        (message) => message.message_type === 1 && !message.private && message.sender?.type === 'agent_bot',
      )
      .map((message) => String(message.content));

  const request = async (method: string, path: string, body?: unknown): Promise<any> => {
    const response = await fetch(`${system.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${system.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };

  /** What no log may hold: what customers are called, how they are reached, what was said, and all secrets. */
  const personal = async (): Promise<string[]> => {
    const { botToken, apiToken, webhookSecrets } = simulator.credentials;
    return [...(await personalIn(system)), system.token, botToken, apiToken, ...webhookSecrets];
  };

  return {
    system,
    simulator,
    said,
    messages,
    conversation: (conversationId: number): any => simulator.conversation(conversationId),
    /** Reads from the API as its administrator. */
    api: (path: string) => request('GET', path),
    post: (path: string, body?: unknown) => request('POST', path, body),
    notes: (conversationId: number): string[] =>
      messages(conversationId)
        .filter((message) => message.private)
        .map((message) => String(message.content)),
    inbox: (channel: string, medium: string | null = null, hasBot = true): number => {
      const found = simulator
        .inboxes()
        .find(
          (one) =>
            one.channel === channel && one.hasBot === hasBot && (medium === null || one.medium === medium),
        );
      if (found === undefined) throw new Error(`No inbox of ${channel}`);
      return found.id;
    },
    /** Somebody new. */
    customer: (inboxId: number) => simulator.newCustomer({ name: customersName, inboxId }).contactInboxId,
    rows: async (sql: string, parameters: unknown[] = []): Promise<any[]> =>
      (await db.query(sql, parameters)).rows,
    /** Waits until `look` gives something; fails after `seconds` with what it is waiting for. */
    async until<T>(
      what: string,
      look: () => T | undefined | false | Promise<T | undefined | false>,
      seconds = 15,
    ): Promise<T> {
      const give = Date.now() + seconds * 1000;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (Date.now() > give)
          throw new Error(`Waited in vain: ${what}\n${system.lines.slice(-40).join('\n')}`);
        await sleep(30);
      }
    },
    /** Waits until no webhook, job or message is under way. */
    async quiet() {
      await simulator.idle();
      await sleep(300);
      await simulator.idle();
    },
    personal,
    /** What was printed until now, by the functions or the runner, metrics included, and must not be: `personal`. */
    leaks: async (more: readonly string[] = []) =>
      leaksIn(system.lines.join('\n'), [...(await personal()), ...more]),
    async stop() {
      await db.close();
      await system.stop();
    },
  };
}
export type Shop = Awaited<ReturnType<typeof aShop>>;
