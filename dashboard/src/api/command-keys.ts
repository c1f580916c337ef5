/** Which `Idempotency-Key` goes with which command. */
export interface CommandKeys {
  /** A fresh one, or, for a command that was sent a moment ago and never answered, the one it had. Files have no name. */
  readonly keyOf: (command: string | undefined) => string;
  /** It was carried out: the same again is meant anew. */
  readonly carriedOut: () => void;
}

export interface CommandKeysDeps {
  readonly newKey: () => string;
  /** Milliseconds of any clock that only goes forward. */
  readonly now: () => number;
}

/**
 * Whoever presses again because no answer came means the same action, whether or not the first try arrived. Once any
 * command was answered, or after a minute, pressing means something new: meanwhile others may have undone the first.
 */
export function commandKeys({ newKey, now }: CommandKeysDeps): CommandKeys {
  const unanswered = new Map<string, { key: string; sentAt: number }>();
  return {
    keyOf(command) {
      if (command === undefined) return newKey();
      const known = unanswered.get(command);
      if (known !== undefined && now() - known.sentAt < sameActionMs) return known.key;
      const key = newKey();
      unanswered.set(command, { key, sentAt: now() });
      return key;
    },
    carriedOut: () => unanswered.clear(),
  };
}

const sameActionMs = 60_000;
