import { readEnv, stockCheckEnv } from '../../config/env.ts';
import type { CheckStockDeps } from '../../stock-alerts/check-stock.ts';
import { clockFrom } from '../clock.ts';
import { createLog, type Log } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { realTime } from './patience.ts';

/** What stock-check works with. Throws BadSetting when a variable is missing. */
export function stockCheckContainer(): { deps: () => Promise<CheckStockDeps>; log: Log } {
  const env = readEnv(stockCheckEnv);
  const deps = { db: databaseFrom(env), now: clockFrom(env.FRONTDESK_NOW, realTime) };
  return { deps: () => Promise.resolve(deps), log: createLog('stock-check') };
}
