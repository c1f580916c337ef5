import { setTimeout as sleep } from 'node:timers/promises';
import { ended, launch, type Launched, preparedAssembly, readyUrl } from '../system-process.ts';
import type { Dice } from './dice.ts';
import { clearTheShelves, restockAgainAndAgain } from './shop.ts';
import { apiToken, type WitnessedChatwoot } from './witnessed-chatwoot.ts';

/** How often what was killed. */
export interface Deaths {
  /** The whole system, by SIGKILL: at a fault point, or at any moment. */
  systemsAtPoint: number;
  systemsAtRandom: number;
  /** A single function's process. */
  functions: number;
  /** Systems that died at each place. */
  readonly places: Record<string, number>;
}

/** One life of the system after the other, on one data folder. Each ends by SIGKILL. */
export interface DoomedSystem {
  readonly deaths: Deaths;
  /** Starts, breaks down as told, and is dead when this resolves. */
  live(fault: string, mostMs: number): Promise<void>;
  /** Starts and stays, with the shop's clock so much later if told. */
  survive(clock?: string): Promise<{ url: string; output: () => string; stop: () => Promise<void> }>;
  kill(): Promise<void>;
}

export function aDoomedSystem(
  chatwoot: WitnessedChatwoot,
  { dataFolder, dice }: { dataFolder: string; dice: Dice },
): DoomedSystem {
  const deaths: Deaths = { systemsAtPoint: 0, systemsAtRandom: 0, functions: 0, places: {} };
  let now: Launched | undefined;
  const start = async (more: Record<string, string>) => {
    const { accountId, botToken, webhookSecrets } = chatwoot.simulator.credentials;
    const started = launch({
      PORT: '0',
      FRONTDESK_DATA_DIR: dataFolder,
      FRONTDESK_ASSEMBLY: await preparedAssembly(),
      FRONTDESK_API_TOKEN: apiToken,
      FRONTDESK_VISIBILITY_SECONDS: '1',
      SHOP_NAME: 'Lumen Home',
      CHATWOOT_URL: chatwoot.baseUrl,
      CHATWOOT_ACCOUNT_ID: String(accountId),
      CHATWOOT_BOT_TOKEN: botToken,
      CHATWOOT_API_TOKEN: apiToken,
      CHATWOOT_WEBHOOK_SECRETS: webhookSecrets.join(','),
      ...more,
    });
    now = started;
    started.child.once('exit', () => chatwoot.deliverTo(undefined));
    const url = await readyUrl(started);
    chatwoot.deliverTo(url);
    return { started, url };
  };
  const diedAt = (fault: string) => {
    const place = fault.split(':')[0] ?? fault;
    deaths.systemsAtPoint += 1;
    deaths.places[place] = (deaths.places[place] ?? 0) + 1;
  };
  const kill = async () => {
    now?.child.kill('SIGKILL');
    if (now !== undefined) await ended(now);
  };
  return {
    deaths,
    kill,
    async live(fault, mostMs) {
      const seed = Math.floor(dice.next() * 1e6);
      const isWatched = /^(after-backfill|anywhere):/.test(fault);
      let started: Launched;
      let url: string;
      try {
        const clock = isWatched ? { FRONTDESK_NOW: aheadOfChatwoot } : {};
        ({ started, url } = await start({ FRONTDESK_FAULT: `${fault},seed:${seed}`, ...clock }));
      } catch (error) {
        // It may be cut down before it is ready, by jobs of the life before.
        if (now?.child.signalCode !== 'SIGKILL') throw error;
        diedAt(fault);
        return;
      }
      const over = new AbortController();
      const meanwhile = Promise.all([
        isWatched && reconcileAgainAndAgain(url, over.signal),
        /^(after-outbound-|anywhere)/.test(fault)
          ? restockAgainAndAgain(url, over.signal)
          : clearTheShelves(url),
      ]);
      await Promise.race([ended(started), sleep(mostMs)]);
      over.abort();
      await meanwhile;
      if (started.child.signalCode === 'SIGKILL') diedAt(fault);
      else {
        deaths.systemsAtRandom += 1;
        await kill();
      }
      deaths.functions += started.output().match(/exit status SIGKILL/g)?.length ?? 0;
    },
    async survive(clock) {
      const { started, url } = await start(clock === undefined ? {} : { FRONTDESK_NOW: clock });
      const stop = async () => {
        started.child.kill('SIGTERM');
        await ended(started);
      };
      return { url, output: started.output, stop };
    },
  };
}

/** So that words are old enough to be missed at once; Chatwoot's clock may be this far off. */
const aheadOfChatwoot = '+PT2M';

/** What its schedule does every five minutes, of which a life has none. */
async function reconcileAgainAndAgain(url: string, over: AbortSignal): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}` };
  while (!over.aborted) {
    try {
      const response = await fetch(`${url}/local/run/reconcile`, { method: 'POST', headers, signal: over });
      await response.arrayBuffer();
      await sleep(1000, undefined, { signal: over });
    } catch {
      // It died of it, or the life is over.
      await sleep(200);
    }
  }
}
