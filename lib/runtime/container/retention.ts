import { readEnv, retentionEnv } from '../../config/env.ts';
import { clockFrom } from '../clock.ts';
import type { ForgetOldDeps } from '../forget-old.ts';
import { createLog, type Log } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { realTime } from './patience.ts';

/** What retention works with. Throws BadSetting when a variable is missing. */
export function retentionContainer(): { deps: () => Promise<ForgetOldDeps>; log: Log } {
  const env = readEnv(retentionEnv);
  const deps = { db: databaseFrom(env), now: clockFrom(env.FRONTDESK_NOW, realTime) };
  return { deps: () => Promise.resolve(deps), log: createLog('retention') };
}
