/** What prompts and sentences say about the shop. */
export interface Shop {
  name: string;
  /** IANA, e.g. `Europe/Madrid`. */
  timeZone: string;
}

/** Today as a person in the shop would say it, e.g. `Monday, 2 November 2026`. */
export function dayInShop({ timeZone }: Shop, now: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(now);
}
