/**
 * What goes wrong with webhooks, each a probability from 0 to 1 and decided for each endpoint by the simulator's seed: the
 * same seed and the same events lose the same ones. Given at the start (`webhooks`) or changed at any time
 * (`faults.webhooks`); of one that is neither lost nor doubled nor shuffled nothing is different.
 */
export interface WebhookFaults {
  /** Sent twice: half of the time under the same delivery id, half under a new one. */
  duplicate: number;
  /** Sent out of order, up to `shuffleMs` late. */
  shuffle: number;
  /** Never sent. */
  lose: number;
  shuffleMs: number;
}

/** What happens to a REST request. With `after` the request is carried out first and only the answer is lost. */
export interface RestFault {
  /** E.g. `POST`; every method when left out. */
  readonly method?: string;
  /** Tested against the path below `/sandbox`. */
  readonly path?: RegExp;
  /** How many matching requests it hits. */
  readonly times: number;
  readonly kind:
    | { readonly status: number; readonly retryAfterSeconds?: number; readonly after?: boolean }
    | { readonly hangMs: number; readonly after?: boolean }
    | { readonly drop: true; readonly after?: boolean };
}

/** The faults a test has armed. */
export interface Faults {
  readonly webhooks: WebhookFaults;
  /** Arms a fault for the next matching requests. */
  rest(fault: RestFault): void;
  /** Takes the first armed fault that fits this request. */
  take(method: string, path: string): RestFault['kind'] | undefined;
  /** Everything works again. */
  clear(): void;
}

export function createFaults(given: Partial<WebhookFaults> = {}): Faults {
  const webhooks: WebhookFaults = { duplicate: 0, shuffle: 0, lose: 0, shuffleMs: 250, ...given };
  let armed: { fault: RestFault; left: number }[] = [];
  return {
    webhooks,
    rest: (fault) => {
      armed.push({ fault, left: fault.times });
    },
    take: (method, path) => {
      const hit = armed.find(
        ({ fault }) =>
          (fault.method === undefined || fault.method === method) &&
          (fault.path === undefined || fault.path.test(path)),
      );
      if (hit === undefined) return undefined;
      hit.left -= 1;
      armed = armed.filter(({ left }) => left > 0);
      return hit.fault.kind;
    },
    clear: () => {
      armed = [];
      Object.assign(webhooks, { duplicate: 0, shuffle: 0, lose: 0 });
    },
  };
}

/** Chance that repeats itself for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
