/** Why somebody is not told, or not yet, as one says it. What is not known here is told as the API said it. */
export function reasonWords(reason: string): string {
  return words.get(reason) ?? reason.replaceAll('-', ' ');
}

const words = new Map([
  ['blocked', 'They are blocked in Chatwoot'],
  ['cancelled-by-team', 'Cancelled by the team'],
  ['conversation-gone', 'Chatwoot no longer shows their conversation'],
  ['customer-wrote', 'They have just written, and are answered first'],
  ['expired', 'They asked too long ago'],
  ['failed', 'It could not be sent, and is tried again'],
  ['no-unit-left', 'There is no unit left for them'],
  ['not-enough-left', 'There was no unit left for them'],
  ['not-looked-at', 'Their conversation is looked at before it is sent'],
  ['not-queued', 'It could not be queued; the next check tries again'],
  ['not-sold-any-more', 'It is not sold any more'],
  ['opted-out', 'They asked not to be written to'],
  ['out-of-stock', 'What they want is out of stock'],
  ['paused', 'Frontdesk is paused in their conversation'],
  ['person-awaited', 'They are waiting for a person of the team'],
  ['person-talks', 'A person of the team is talking with them'],
  ['put-off', 'They were put off a moment ago'],
  ['refused', 'Chatwoot refused to send it: please write to them'],
  ['sold-out-again', 'It was sold out again'],
  ['told-of-another-wish', 'They are being told of it already'],
  ['unsupported-fact', 'The product’s record does not show all there is to say'],
  ['window-closed', 'The channel takes only templates by now: please write to them'],
]);
