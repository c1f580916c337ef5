/** A word of a name: letters of any script, with the marks that stand inside names. */
const word = /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’‑-]{0,29}$/u;
const mostWords = 5;
/** Titles, and what people and systems write where a name should stand. */
const noName =
  /^(?:mr|mrs|ms|miss|dr|prof|sir|madam|sr|sra|don|doña|herr|frau|m|mme|mlle|dhr|mevr|sig|guest|visitor|user|customer|client|unknown|anonymous|test|website|web)$/iu;

/**
 * What to call a customer, if their name looks like a person's: Chatwoot also has phone numbers, nicknames and made-up
 * names ("misty-sea-142") in its place, and calling somebody that is worse than no name at all.
 */
export function personName(fullName: string | null): string | undefined {
  const words = (fullName ?? '').trim().split(/\s+/u);
  if (words.length > mostWords || !words.every((one) => word.test(one))) return undefined;
  const [first] = words;
  if (first === undefined || noName.test(first)) return undefined;
  // Capitals only are initials, a shop or a shout.
  return first.length === 1 || !/^\p{Lu}+$/u.test(first) ? first : undefined;
}
