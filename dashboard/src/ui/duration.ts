/** `just now`, `5 minutes ago`, `in 2 hours`, `3 days ago`. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 10) return 'just now';
  const [unit, length] = units.find(([, unitLength]) => size >= unitLength) ?? (['second', 1] as const);
  return formatter.format(Math.trunc(seconds / length), unit);
}

/** `0.8 s`, `42 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const formatter = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
