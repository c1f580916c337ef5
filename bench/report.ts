/** A table of figures, and what they mean. */
export interface BenchReport {
  name: string;
  /** What was measured and how, in a sentence or two. */
  about: string;
  rows: Record<string, string | number>[];
  notes: string[];
}

export function printReport({ name, about, rows, notes }: BenchReport): void {
  console.log(`\n${name}\n${about}\n`);
  console.table(rows);
  for (const note of notes) console.log(`- ${note}`);
}

/** The value below which `share` (0..1) of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
