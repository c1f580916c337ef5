/** A conversation's status in Chatwoot. */
export type Status = 'open' | 'pending' | 'resolved' | 'snoozed';

/**
 * Who may speak in one conversation, told from what people did and never from our ledger. In an inbox with our bot:
 * `pending` is the assistant's unless a person wrote, took over, paused it or stopped everything. Without one the status
 * says nothing until the conversation is closed.
 */
export function whoMaySpeak(status: () => Status, { hasBot }: { hasBot: boolean }) {
  let [personHasIt, paused, stopped, known] = [false, false, false, false];
  // Chatwoot does not tell when it was given back: a person who writes once more before anybody looked is taken
  // for the one who gave it back (docs/architecture.md, "Who speaks").
  let givenBackUnseen = false;
  const isOurs = () => (hasBot ? status() === 'pending' : status() === 'pending' || status() === 'open');
  return {
    personSpoke() {
      personHasIt ||= !givenBackUnseen;
    },
    /**
     * Before our first look it says nothing: it may have been long ago. Nor does it during a stop: Chatwoot assigns what
     * we open then.
     */
    personWasAssigned() {
      if (known && !stopped) personHasIt ||= !givenBackUnseen;
    },
    tookOver() {
      [personHasIt, givenBackUnseen] = [true, false];
    },
    gaveBackInChatwoot() {
      [personHasIt, givenBackUnseen] = [false, true];
    },
    released() {
      [personHasIt, paused, givenBackUnseen] = [false, false, false];
    },
    /** A turn came to its end: what was done before it is known. */
    looked() {
      [known, givenBackUnseen] = [true, false];
    },
    paused() {
      paused = true;
    },
    stopped(now: boolean) {
      stopped = now;
    },
    /** Why the assistant has to be silent; undefined while it may speak. */
    silence(): string | undefined {
      if (stopped) return 'stopped everywhere';
      if (paused) return 'paused';
      if (!isOurs()) return status();
      return personHasIt ? 'a person has it' : undefined;
    },
  };
}
export type WhoMaySpeak = ReturnType<typeof whoMaySpeak>;
