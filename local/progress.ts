/** Tells what the start is doing and how long each thing took. */
export interface Progress {
  /** Waits for the work, then says that it is done. Throws with the name of what failed in front of why. */
  step<T>(what: string, work: Promise<T>): Promise<T>;
}

/** Progress that writes one line per finished step. */
export function progressTo(log: (line: string) => void): Progress {
  return {
    async step(what, work) {
      const started = performance.now();
      const result = await work.catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Cannot start: ${what}: ${why}`, { cause });
      });
      log(`  ${what.padEnd(28)} ${((performance.now() - started) / 1_000).toFixed(1)} s`);
      return result;
    },
  };
}
