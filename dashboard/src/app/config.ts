/** What the page must know about where it is, as `/config.json` says it. */
export interface SiteConfig {
  readonly stage: string;
  /** Put before `/api` and `/health`; empty where both are on the page's own address. */
  readonly apiBase: string;
  /** Whether `/sandbox` exists here. */
  readonly sandbox: boolean;
}

/** Reads where the page is. Without an answer it takes the API to be on its own address. */
export async function readSiteConfig(): Promise<SiteConfig> {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(patienceMs) });
    const told: unknown = response.ok ? await response.json() : undefined;
    return isConfig(told) ? told : unknownPlace;
  } catch {
    return unknownPlace;
  }
}

const patienceMs = 10_000;
const unknownPlace: SiteConfig = { stage: 'unknown', apiBase: '', sandbox: false };

function isConfig(told: unknown): told is SiteConfig {
  return typeof told === 'object' && told !== null && 'stage' in told && 'apiBase' in told;
}
