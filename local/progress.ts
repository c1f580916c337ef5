/** Tells what the start is doing and how long each thing took. */
export interface Progress {
  /** Waits for the work, then says that it is done. Throws with the name of what failed in front of why. */
  step<T>(what: string, work: Promise<T>): Promise<T>;
}

/** Where progress is told. */
export interface ProgressTo {
  /** One line that stays. */
  log: (line: string) => void;
  /**
   * The steps that are under way, whenever they change: for a terminal, which can write over what it wrote.
   * @default one line for each step that begins
   */
  underWay?: ((steps: readonly string[]) => void) | undefined;
}

/** Progress that writes one line per finished step, and shows those that are under way: some take many seconds. */
export function progressTo({ log, underWay }: ProgressTo): Progress {
  const running = new Set<string>();
  return {
    async step(what, work) {
      const started = performance.now();
      running.add(what);
      if (underWay === undefined) log(`  ${what} …`);
      underWay?.([...running]);
      try {
        const result = await work;
        log(`  ${what.padEnd(28)} ${((performance.now() - started) / 1_000).toFixed(1)} s`);
        return result;
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Cannot start: ${what}: ${why}`, { cause });
      } finally {
        running.delete(what);
        underWay?.([...running]);
      }
    },
  };
}
