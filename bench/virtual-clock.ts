/** Time that passes only when somebody sleeps or there is nothing to do. */
export interface VirtualClock {
  seconds(): number;
  date(): Date;
  /** Something happens then. */
  at(seconds: number, happen: () => void): void;
  /** Jumps over the time; what was to happen in it happens on the way. */
  sleep(seconds: number): Promise<void>;
  /** When the last sleep was over. */
  lastSlept(): number;
  isExpecting(): boolean;
  /** On to whatever happens next, or to this moment if it is earlier. */
  goOn(until: number | undefined): void;
}

export function virtualClock(start: Date): VirtualClock {
  let now = 0;
  let slept = 0;
  let expected: { at: number; happen: () => void }[] = [];
  const passTo = (until: number) => {
    for (;;) {
      const next = expected.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) break;
      expected = expected.filter((one) => one !== next);
      now = Math.max(now, next.at);
      next.happen();
    }
    now = Math.max(now, until);
  };
  return {
    seconds: () => now,
    date: () => new Date(start.getTime() + now * 1000),
    at: (at, happen) => expected.push({ at, happen }),
    sleep(seconds) {
      passTo(now + seconds);
      slept = now;
      return Promise.resolve();
    },
    lastSlept: () => slept,
    isExpecting: () => expected.length > 0,
    goOn(until) {
      passTo(Math.min(until ?? Infinity, ...expected.map(({ at }) => at)));
    },
  };
}
