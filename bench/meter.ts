/** Calls to one system during a turn. */
export interface Calls {
  calls: number;
  ms: number;
  bytes: number;
}

/** Everything one turn did outside of our own code. Times are milliseconds. */
export interface Meter {
  chatwoot: Calls;
  dynamodb: Calls;
  postgres: Calls;
  sqs: Calls;
  models: Calls;
  writeUnits: number;
  readUnits: number;
  ms: number;
  /** From the job to the customer's first message from us at Chatwoot; NaN if there was none. */
  answeredMs: number;
  /** Time during which at least one call outside was under way: calls at once count once. */
  busyMs: number;
}

export type MeteredSystem = 'chatwoot' | 'dynamodb' | 'postgres' | 'sqs' | 'models';

/** Counts what a turn calls, and how long it waited for any of it. */
export class TurnMeter {
  #meter = emptyMeter();
  #underWay = 0;
  #busySince = 0;
  #startedAt = 0;

  /** Runs one call to a system and books it. */
  async call<T>(system: MeteredSystem, run: () => Promise<T>): Promise<T> {
    const calls = this.#meter[system];
    const started = performance.now();
    if (this.#underWay === 0) this.#busySince = started;
    this.#underWay += 1;
    try {
      return await run();
    } finally {
      this.#underWay -= 1;
      const ended = performance.now();
      if (this.#underWay === 0) this.#meter.busyMs += ended - this.#busySince;
      calls.calls += 1;
      calls.ms += ended - started;
    }
  }

  bytes(system: MeteredSystem, count: number): void {
    this.#meter[system].bytes += count;
  }

  capacity(units: number, kind: 'read' | 'write'): void {
    if (kind === 'write') this.#meter.writeUnits += units;
    else this.#meter.readUnits += units;
  }

  /** The customer has words of ours now. */
  answered(): void {
    if (Number.isNaN(this.#meter.answeredMs)) this.#meter.answeredMs = performance.now() - this.#startedAt;
  }

  /** Measures one turn from zero: what it cost, and what came of it. */
  async measure<T>(turn: () => Promise<T>): Promise<{ meter: Meter; came: T }> {
    this.#meter = emptyMeter();
    this.#startedAt = performance.now();
    const came = await turn();
    return { meter: { ...this.#meter, ms: performance.now() - this.#startedAt }, came };
  }
}

function emptyMeter(): Meter {
  const none = (): Calls => ({ calls: 0, ms: 0, bytes: 0 });
  return {
    chatwoot: none(),
    dynamodb: none(),
    postgres: none(),
    sqs: none(),
    models: none(),
    writeUnits: 0,
    readUnits: 0,
    ms: 0,
    answeredMs: Number.NaN,
    busyMs: 0,
  };
}
