import { CannotStart } from './cannot-start.ts';
import { endWithNpm } from './orphaned.ts';
import { type LocalSettings, parseLocalSettings } from './settings.ts';
import { type LocalSystem, startSystem } from './start.ts';
import { terminalOn } from './terminal.ts';

/** `npm start`: starts the system, prints where it is, and ends it on Ctrl-C, SIGTERM or with its npm. */
export async function runLocally(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  let system: LocalSystem | undefined;
  let ending = false;
  const end = (): void => {
    // A second Ctrl-C, or one before there is anything to end well: function processes go with this one.
    if (ending || system === undefined) process.exit(ending ? 130 : 0);
    ending = true;
    void endWell(system);
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  endWithNpm(environment, end);
  process.on('uncaughtException', (error) => {
    console.error(error);
    process.exit(1);
  });
  try {
    const settings = parseLocalSettings(environment);
    for (const warning of settings.warnings) console.error(`! ${warning}`);
    const lines = { log: (line: string) => console.log(line) };
    system = await startSystem(settings, process.stdout.isTTY ? terminalOn(process.stdout) : lines);
    announce(system, settings);
  } catch (error) {
    tellWhyNot(error);
    process.exit(1);
  }
}

/** One line where the person can help it; otherwise also where in the code it happened. */
function tellWhyNot(error: unknown): void {
  if (!(error instanceof Error)) console.error(error);
  else if (error instanceof CannotStart) console.error(error.message);
  else console.error(`${error.message}\n`, error.cause ?? error);
}

function announce({ url, token }: LocalSystem, { hasChatwoot, answering }: LocalSettings): void {
  console.log(`\n  Dashboard   ${url}/#token=${token}`);
  if (!hasChatwoot) console.log(`  Sandbox     ${url}/sandbox`);
  console.log(`  Webhooks    ${url}/webhooks/chatwoot`);
  console.log(`  Models      ${answering}\n`);
  console.log(`frontdesk ready ${url}`);
}

/** Whatever hangs, the promise is five seconds. */
const longestEndMs = 4_700;

async function endWell(system: LocalSystem): Promise<void> {
  console.log('ending…');
  setTimeout(() => {
    console.error(
      'Something did not end in time and was cut off. Jobs under way are repeated at the next start.',
    );
    process.exit(0);
  }, longestEndMs);
  try {
    await system.stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
