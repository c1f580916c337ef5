/** Whole Unix seconds; 0 for none, as Chatwoot writes it. */
export const unix = (instant: number | null): number => (instant === null ? 0 : Math.floor(instant / 1000));

/** ISO 8601 in UTC with milliseconds. */
export const iso = (instant: number): string => new Date(instant).toISOString();

/** ISO 8601, or null for none. */
export const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant));
