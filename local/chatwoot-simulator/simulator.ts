import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { type Controls, createControls } from './controls.ts';
import { type Core, createCore } from './core.ts';
import type { DeliveryReport, DeliveryTimes } from './delivery/deliveries.ts';
import type { SendingDelays } from './domain/sending.ts';
import type { SimulatorLogLine } from './domain/world.ts';
import type { Faults, WebhookFaults } from './faults.ts';
import { handleRequest } from './http.ts';
import { seedAccount } from './seed-account.ts';
import { type PastCustomer, seedCustomers } from './seed-customers.ts';
import { openStore } from './store/store.ts';
import { namesLoopback } from './ui/loopback.ts';

/** What a simulated Chatwoot needs to start. */
export interface SimulatorOptions {
  /** Where its data lives; `:memory:` keeps nothing. */
  readonly file: string;
  /** The shop's clock. Signatures use real time. */
  readonly now: () => Date;
  /** Where the bot's and the account's webhooks go; undefined sends nothing. */
  readonly webhookUrl: () => string | undefined;
  /** The administrator's token. */
  readonly apiToken: string;
  readonly log: (line: SimulatorLogLine) => void;
  /** Whether it can be reached on loopback only: page and UI then refuse requests made to another name. @default true */
  readonly onLoopback?: boolean;
  /** @default 'Lumen Home' */
  readonly accountName?: string;
  /** Customers of before, for a file in which nobody has written yet. @default none */
  readonly customers?: readonly PastCustomer[];
  /** Whether webhooks wait for `resumeDelivery`, also those an earlier run of the file still owes. @default false */
  readonly paused?: boolean;
  /** Seed of chance: losses, duplicates, order. @default 1 */
  readonly seed?: number;
  /** Webhooks to lose, to send twice and to send out of order from the first one on. @default none */
  readonly webhooks?: Partial<WebhookFaults>;
  /** Real milliseconds until a message is sent, delivered, read. @default 120, 400, 1500 */
  readonly sending?: Partial<SendingDelays>;
  /** @default Chatwoot's: 5 s limit, bots 3 attempts 3 s apart */
  readonly delivery?: Partial<DeliveryTimes>;
}

/** What Frontdesk needs to know to talk to it. Made once and kept in the file. */
interface SimulatorCredentials {
  readonly accountId: number;
  readonly apiToken: string;
  readonly botToken: string;
  /** One of the account webhook, one of the bot. */
  readonly webhookSecrets: string[];
}

/** A running simulated Chatwoot: REST and page below `/sandbox`, webhooks, and hands for tests. */
export interface ChatwootSimulator extends Controls {
  /** Answers a request below `/sandbox`; false when it is not for the simulator. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Its own server on loopback, for tests; returns the base URL that ends in `/sandbox`. */
  listen(port?: number): Promise<string>;
  readonly credentials: SimulatorCredentials;
  readonly faults: Faults;
  /** The last 500 webhook attempts, oldest first. */
  deliveries(): readonly DeliveryReport[];
  pauseDelivery(): void;
  resumeDelivery(): void;
  /** Resolves when no webhook and no message is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Chatwoot 4.15.1 as it looks to Frontdesk. */
export function startChatwootSimulator(options: SimulatorOptions): Promise<ChatwootSimulator> {
  let base = 'http://127.0.0.1/sandbox';
  const core = buildCore(options, () => base);
  const { onLoopback = true, paused = false } = options;
  // Before anything is taken up again: a delivery that has left cannot be held back.
  if (paused) core.deliveries.pause();
  core.resumeStored();
  const handle: ChatwootSimulator['handle'] = (request, response) => {
    const { host } = request.headers;
    if (host !== undefined && (!onLoopback || namesLoopback(host))) base = `http://${host}/sandbox`;
    return handleRequest({ core, onLoopback }, request, response);
  };
  const servers: Server[] = [];
  return Promise.resolve({
    ...createControls(core),
    handle,
    listen: (port = 0) => {
      const server = serve(core, handle);
      servers.push(server);
      return listenOn(server, port);
    },
    credentials: readCredentials(core, options.apiToken),
    faults: core.faults,
    deliveries: core.deliveries.reports,
    pauseDelivery: core.deliveries.pause,
    resumeDelivery: core.deliveries.resume,
    idle: core.idle,
    close: async () => {
      await core.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  });
}

function buildCore(options: SimulatorOptions, baseUrl: () => string): Core {
  const store = openStore(options.file);
  store.transaction(() => {
    seedAccount(store, options.apiToken);
    seedCustomers(store, options.customers ?? [], options.now());
  });
  return createCore({
    store,
    account: { id: 1, name: options.accountName ?? 'Lumen Home' },
    now: options.now,
    realNow: Date.now,
    baseUrl,
    webhookUrl: options.webhookUrl,
    log: options.log,
    seed: options.seed ?? 1,
    webhooks: options.webhooks ?? {},
    sending: { send: 120, delivered: 400, read: 1500, ...options.sending },
    delivery: { timeoutMs: 5000, botAttempts: 3, botRetryMs: 3000, ...options.delivery },
  });
}

function serve(core: Core, handle: ChatwootSimulator['handle']): Server {
  return createServer((request, response) => {
    handle(request, response).then(
      (taken) => {
        if (!taken) response.writeHead(404).end();
      },
      (error: unknown) => {
        const { method = '', url: path = '' } = request;
        core.world.log({ event: 'request.failed', method, path, error: String(error) });
        response.destroy();
      },
    );
  });
}

async function listenOn(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port.');
  return `http://127.0.0.1:${address.port}/sandbox`;
}

function readCredentials(core: Core, apiToken: string): SimulatorCredentials {
  const { account, store } = core.world;
  const bot = store.bots.get(1);
  const webhook = store.webhooks.get(1);
  return {
    accountId: account.id,
    apiToken,
    botToken: bot?.token ?? '',
    webhookSecrets: [webhook?.secret, bot?.secret].filter((secret) => secret !== undefined),
  };
}
