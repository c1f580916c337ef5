/**
 * Somebody else saved this thread since it was read: saving now would lose what they wrote. Nothing was written.
 * Read the thread again and run the turn again.
 */
export class StaleCheckpoint extends Error {
  override readonly name = 'StaleCheckpoint';
  readonly retryable = true;
}

/** DynamoDB kept returning part of a batch unprocessed, which is how it throttles. Trying again later may succeed. */
export class BatchNotFinished extends Error {
  override readonly name = 'BatchNotFinished';
  readonly retryable = true;
}

/** A checkpoint names items that are not there. Going on without them would silently lose a part of the state. */
export class IncompleteCheckpoint extends Error {
  override readonly name = 'IncompleteCheckpoint';
  readonly retryable = false;
}

/** What was asked for cannot work with how this thread is kept. The message says what to change. */
export class UnsupportedByHistory extends Error {
  override readonly name = 'UnsupportedByHistory';
  readonly retryable = false;
}
