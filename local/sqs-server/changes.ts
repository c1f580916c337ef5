/** Tells who waits for a queue that something happened to it. */
export interface Changes {
  announce(queueName: string): void;
  /** Returns how to stop listening. */
  listen(listener: (queueName: string) => void): () => void;
}

/** Several changes within one turn of the event loop are announced as one. */
export function createChanges(): Changes {
  const listeners = new Set<(queueName: string) => void>();
  const pending = new Set<string>();
  const tell = () => {
    const names = [...pending];
    pending.clear();
    for (const name of names) for (const listener of [...listeners]) listener(name);
  };
  return {
    announce(queueName) {
      if (listeners.size === 0) return;
      if (pending.size === 0) setImmediate(tell);
      pending.add(queueName);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
