/** Builds a thing at its first use and keeps it; a failed build is not remembered, so the next use tries again. */
export function once<T>(build: () => Promise<T>): () => Promise<T> {
  let built: Promise<T> | undefined;
  return () =>
    (built ??= build().catch((error: unknown) => {
      built = undefined;
      throw error;
    }));
}

/**
 * Keeps a thing for `milliseconds` and then reads it again. When reading again fails the old one is kept and `kept` is
 * told: a shop goes on answering while the place of its settings is out of reach.
 */
export function freshFor<T>(
  milliseconds: number,
  read: () => Promise<T>,
  { now, kept }: { now: () => number; kept: (error: unknown) => void },
): () => Promise<T> {
  let last: { value: T; readAt: number } | undefined;
  return async () => {
    if (last !== undefined && now() - last.readAt < milliseconds) return last.value;
    try {
      const value = await read();
      last = { value, readAt: now() };
      return value;
    } catch (error) {
      if (last === undefined) throw error;
      kept(error);
      last = { ...last, readAt: now() };
      return last.value;
    }
  };
}
