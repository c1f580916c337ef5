import { make } from './dom.js';

/** A mention as Chatwoot writes it into a private note: `[@Tomas Reis](mention://user/2/Tomas%20Reis)`. */
const mention = /\[(@[^\][\n]{1,200})\]\(mention:\/\/(?:user|team)\/\d{1,12}\/[^()\s]{0,600}\)/gu;

/** The words of a note in pieces, with who is mentioned highlighted. Names go in as text, like everything else. */
export function withMentions(text) {
  return text
    .split(mention)
    .map((piece, at) => (at % 2 === 1 ? make('span', { class: 'mention', text: piece }) : piece))
    .filter((piece) => piece !== '');
}

/** The words of a note on one line: names without what Chatwoot needs to find them. */
export function mentionsAsNames(text) {
  return text.replace(mention, '$1');
}
