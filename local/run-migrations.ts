import { CannotStart } from './cannot-start.ts';
import type { Progress } from './progress.ts';
import { type Runner, TriggerFailed } from './runner/runner.ts';
import type { LocalSettings } from './settings.ts';

export interface MigrationDeps {
  runner: Pick<Runner, 'runTriggers'>;
  settings: Pick<LocalSettings, 'databaseUrl'>;
  progress: Progress;
}

/**
 * Brings the database up to date. Throws CannotStart when it is the person's own and does not let us: the address in
 * DATABASE_URL is then the first thing to look at. Its value is never shown.
 */
export async function runMigrations({ runner, settings, progress }: MigrationDeps): Promise<void> {
  try {
    await progress.step('migrations', runner.runTriggers());
  } catch (error) {
    const failed = error instanceof Error && error.cause instanceof TriggerFailed ? error.cause : undefined;
    if (failed === undefined || settings.databaseUrl === undefined) throw error;
    throw new CannotStart(`DATABASE_URL: ${whatToDo(failed)}`, { cause: error });
  }
}

function whatToDo({ message, outcome }: TriggerFailed): string {
  if (outcome.kind !== 'failed') return oneLine(message);
  if (outcome.errorType === 'UpstreamUnavailable') {
    return `${oneLine(outcome.message)}. Start it or correct the address, or leave DATABASE_URL unset for an embedded database.`;
  }
  // Postgres quotes user and database in these.
  if (/^(password authentication failed|no pg_hba\.conf entry|(role|database) ".*" )/.test(outcome.message)) {
    return 'Postgres refuses the user, the password or the database that it names. Correct the address.';
  }
  return `its database could not be migrated: ${oneLine(message)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
