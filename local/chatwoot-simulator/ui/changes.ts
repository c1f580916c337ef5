/** Something the page may want to show. */
export interface Change {
  readonly typing?: { readonly conversationId: number; readonly on: boolean; readonly by: string };
}

/** Whoever looks at the page, told about changes until they leave or the simulator closes. */
export function createAudience() {
  const listeners = new Set<(change: Change) => void>();
  const closers = new Set<() => void>();
  return {
    listen: (listener: (change: Change) => void, close: () => void): (() => void) => {
      listeners.add(listener);
      closers.add(close);
      return () => {
        listeners.delete(listener);
        closers.delete(close);
      };
    },
    tell: (change: Change): void => {
      for (const listener of listeners) listener(change);
    },
    close: (): void => {
      for (const close of closers) close();
    },
  };
}
