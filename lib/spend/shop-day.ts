/** The day it is where the shop is, `2026-05-01`. `timeZone` is IANA. */
export function shopDay(now: Date, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}

/** The month of a day, `2026-05`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}
