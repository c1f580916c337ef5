/** The system cannot start and the person can do something about it. The message is one line and says what. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
