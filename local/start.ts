import { availableParallelism } from 'node:os';
import path from 'node:path';
import { prepareAssembly } from './assembly-cache.ts';
import type { ChatwootSimulator } from './chatwoot-simulator/simulator.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type EmbeddedParts, startParts } from './embedded-parts.ts';
import { type FrontDoor, openFrontDoor } from './front-door.ts';
import { type Access, accessFor } from './local-access.ts';
import { type Progress, progressTo, type ProgressTo } from './progress.ts';
import { runMigrations } from './run-migrations.ts';
import { readableLogLine } from './runner/log-lines.ts';
import { Runner } from './runner/runner.ts';
import { startSecretsServer } from './secrets-server.ts';
import { seedIfEmpty } from './seed-if-empty.ts';
import { demoShopName } from './seed/demo-shop-name.ts';
import { serveSystem } from './serve.ts';
import type { LocalSettings } from './settings.ts';
import { type ShiftedClock, shiftedClock } from './shifted-clock.ts';

/** A whole Frontdesk on this machine. */
export interface LocalSystem {
  /** Base address without a slash at the end. */
  url: string;
  /** The administrator's bearer token. */
  token: string;
  /** The simulated Chatwoot; undefined when a real one is used. */
  simulator: ChatwootSimulator | undefined;
  databaseUrl: string;
  /** Where SQS answers. */
  sqsUrl: string;
  /** Ends everything: jobs under way get three seconds, processes and files are released. */
  stop(): Promise<void>;
}

/** Starts the system that the CDK app describes, with embedded parts. Throws CannotStart when the person can help it. */
export async function startSystem(settings: LocalSettings, told: ProgressTo): Promise<LocalSystem> {
  const closing = new AsyncDisposableStack();
  try {
    return await start({ settings, log: told.log, closing, progress: progressTo(told) });
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}

/** How long jobs under way may go on when the system is asked to end; all of it must be over within five seconds. */
const graceMs = 3_000;

interface Starting {
  settings: LocalSettings;
  log: (line: string) => void;
  progress: Progress;
  closing: AsyncDisposableStack;
}

async function start(starting: Starting): Promise<LocalSystem> {
  const { settings, progress, closing } = starting;
  const ground = await takeGround(starting);
  const { folder, door, access, clock } = ground;
  const preparing = progress.step('wiring', assemblyFor(settings, folder));
  const startingParts = startParts({
    ...starting,
    folder,
    adminToken: access.adminToken,
    now: clock.now,
    webhookUrl: `${door.url}/webhooks/chatwoot`,
    partLog: (part, line) => logged(starting, part, line),
  });
  // Both to their end, also when one fails: what was started is then known and can be ended.
  await Promise.allSettled([preparing, startingParts]);
  const [assembly, parts] = await Promise.all([preparing, startingParts]);

  const runner = await createRunner({ ...starting, ...ground, assembly, parts });
  closing.defer(() => runner.stop(graceMs));
  await runner.createResources();
  await runMigrations({ runner, settings, progress });
  await Promise.all([
    progress.step('functions', runner.warm(['webhook-ingest', 'turn-worker'])),
    seedIfEmpty({ settings, folder, databaseUrl: parts.databaseUrl, progress }),
  ]);
  const { simulator, databaseUrl } = parts;
  folder.announce({ databaseUrl, embedding: settings.embedding });
  door.serve(serveSystem({ runner, simulator, roleOf: access.roleOf }));
  runner.open();
  simulator?.resumeDelivery();
  // The schedule would come in ten minutes; a demo shop that was just filled in should not wait so long for its vectors.
  if (settings.embedding !== 'built-in') void runner.schedules.runNow('embed-catalog');
  return {
    url: door.url,
    token: access.adminToken,
    simulator,
    databaseUrl,
    sqsUrl: parts.queues.url,
    stop: () => closing.disposeAsync(),
  };
}

/** What only one system can have, and everything else stands on. */
interface Ground {
  folder: DataFolder;
  door: FrontDoor;
  access: Access;
  clock: ShiftedClock;
}

async function takeGround({ settings, closing }: Starting): Promise<Ground> {
  const folder = openDataFolder(settings.dataFolder);
  closing.adopt(folder, () => {
    folder.close();
    return Promise.resolve();
  });
  const door = await openFrontDoor(settings);
  closing.defer(() => door.close());
  const access = accessFor({ ...settings.tokens, admin: settings.tokens.admin ?? folder.adminToken() });
  return { folder, door, access, clock: shiftedClock(settings.clock, new Date()) };
}

async function assemblyFor(settings: LocalSettings, folder: DataFolder): Promise<string> {
  if (settings.assembly !== undefined) return settings.assembly;
  // What keeps nothing still need not synthesise the same code again.
  const place = folder.isMemory ? path.join(cacheFolder, 'cdk.out') : folder.file('cdk.out');
  return prepareAssembly({ folder: place, quietSeconds: settings.quietSeconds });
}

const cacheFolder = path.resolve(import.meta.dirname, '../node_modules/.cache/frontdesk');

interface RunnerParts extends Starting, Ground {
  assembly: string;
  parts: EmbeddedParts;
}

async function createRunner(all: RunnerParts): Promise<Runner> {
  const { settings, log, closing, assembly, parts, door, access, clock } = all;
  const secret = JSON.stringify(shopSettings(all));
  const secrets = await startSecretsServer((arn) => (arn === runner.settingsSecretArn ? secret : undefined));
  closing.defer(() => secrets.close());
  const { hostname, port } = new URL(parts.databaseUrl);
  const runner: Runner = new Runner({
    ...parts,
    assembly,
    places: {
      sqsUrl: parts.queues.url,
      database: { host: hostname, port: Number(port || 5432) },
      siteUrl: door.url,
    },
    environment: functionEnvironment(all, secrets.url),
    overrides: settings.databaseUrl === undefined ? {} : { DATABASE_URL: settings.databaseUrl },
    authorize: access.authorize,
    now: clock.now,
    retryAfterSeconds: settings.retryAfterSeconds,
    mostInstances: Math.max(4, 2 * availableParallelism()),
    functionLog: (name, line) => logged(all, name, line),
    failed: (name, what) =>
      logged(all, name, JSON.stringify({ level: 'ERROR', message: what, service: name })),
  });
  tellWhatIsNotRun(runner, log);
  return runner;
}

/** What the templates have and this machine does not do, so that nobody waits for it. */
function tellWhatIsNotRun({ skipped, schedules }: Runner, log: (line: string) => void): void {
  const reasons = new Set(skipped.map(({ why }) => why));
  for (const reason of reasons) {
    log(`  not run here: ${skipped.filter(({ why }) => why === reason).length} functions (${reason})`);
  }
  if (schedules.onlyOnRequest.length > 0) log(`  run on request only: ${schedules.onlyOnRequest.join(', ')}`);
}

/** What the deployed secret holds: the shop's settings, and how to speak to the simulator if there is no Chatwoot. */
function shopSettings({ settings, parts, door }: RunnerParts): Record<string, string> {
  if (parts.simulator === undefined) return settings.shop;
  const { accountId, botToken, apiToken, webhookSecrets } = parts.simulator.credentials;
  return {
    SHOP_NAME: demoShopName,
    ...settings.shop,
    CHATWOOT_URL: `${door.url}/sandbox`,
    CHATWOOT_ACCOUNT_ID: String(accountId),
    CHATWOOT_BOT_TOKEN: botToken,
    CHATWOOT_API_TOKEN: apiToken,
    CHATWOOT_WEBHOOK_SECRETS: webhookSecrets.join(','),
  };
}

/** What exists on this machine only: addresses of the embedded parts, the clock, and switches for tests. */
function functionEnvironment(
  { settings, parts, clock }: RunnerParts,
  secretsUrl: string,
): Record<string, string> {
  const { retryAfterSeconds, fault } = settings;
  return {
    FRONTDESK_LOCAL: '1',
    AWS_ENDPOINT_URL_SQS: parts.queues.url,
    AWS_ENDPOINT_URL_DYNAMODB: parts.dynamodbUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl,
    NODE_COMPILE_CACHE: path.join(cacheFolder, 'compiled'),
    ...(clock.setting !== undefined && { FRONTDESK_NOW: clock.setting }),
    ...(retryAfterSeconds !== undefined && { FRONTDESK_VISIBILITY_SECONDS: String(retryAfterSeconds) }),
    ...(fault !== undefined && { FRONTDESK_FAULT: fault }),
  };
}

function logged({ settings, log }: Pick<Starting, 'settings' | 'log'>, name: string, line: string): void {
  const text = settings.logFormat === 'json' ? line : readableLogLine(name, line);
  if (text !== undefined) log(text);
}
