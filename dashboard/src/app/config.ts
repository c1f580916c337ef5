import type { UserPool } from '../session/user-pool.ts';

/** What the page must know about where it is, as `/config.json` says it. */
export interface SiteConfig {
  readonly stage: string;
  /** Put before `/api` and `/health`; empty where both are on the page's own address. */
  readonly apiBase: string;
  /** Whether `/sandbox` exists here. */
  readonly sandbox: boolean;
  /** Where people sign in; without it they come by a link that carries their token. */
  readonly signIn?: UserPool;
}

/** The stage of a page that could not read its settings. */
export const unknownStage = 'unknown';

/**
 * Reads where the page is. Without an answer it takes the API to be on its own address: whoever is signed in goes on,
 * and who is not is told.
 */
export async function readSiteConfig(): Promise<SiteConfig> {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(patienceMs) });
    const told: unknown = response.ok ? await response.json() : undefined;
    return isConfig(told) ? told : unknownPlace;
  } catch (error) {
    reportError(error);
    return unknownPlace;
  }
}

const patienceMs = 10_000;
const unknownPlace: SiteConfig = { stage: unknownStage, apiBase: '', sandbox: false };

function isConfig(told: unknown): told is SiteConfig {
  if (typeof told !== 'object' || told === null || !('stage' in told && 'apiBase' in told)) return false;
  return !('signIn' in told) || isUserPool(told.signIn);
}

function isUserPool(told: unknown): told is UserPool {
  if (typeof told !== 'object' || told === null) return false;
  return 'issuer' in told && 'address' in told && 'clientId' in told;
}
