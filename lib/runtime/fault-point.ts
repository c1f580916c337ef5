/** The places where a test may stop the system, to prove that stopping there loses nothing and says nothing twice. */
export const faultPoints = [
  /** The webhook's job is queued, Chatwoot has no 200 yet. */
  'after-accept',
  'after-live-read',
  /** The answer is drafted; nobody has looked again. */
  'after-model',
  /** What is owed is in the ledger, nothing is said. */
  'after-commit',
  /** Everything is said, the ledger does not know. */
  'after-send-before-mark',
  'after-mark',
  'after-checkpoint',
  /** What an earlier attempt owed is said, the ledger does not know. */
  'after-owed-send',
  'after-outbound-commit',
  'after-outbound-send',
  /** Reconcile has queued what it missed, its bookmark does not know. */
  'after-backfill',
] as const;
export type FaultPoint = (typeof faultPoints)[number];

/** Passes a place. Rejects or never returns where somebody wants it so. */
export type PassFaultPoint = (name: FaultPoint) => Promise<void>;

declare global {
  /** Whoever runs the function on a person's machine may set it before its code is loaded. */
  var frontdeskFaults: PassFaultPoint | undefined;
}

/**
 * Nothing, unless the local runner breaks functions on purpose (local/runner/faults.ts). What breaks them is not part of
 * the bundles: the cloud has no code that could, and this machine runs the same bytes.
 */
export const passFaultPoint: PassFaultPoint = (name) =>
  globalThis.frontdeskFaults?.(name) ?? Promise.resolve();
