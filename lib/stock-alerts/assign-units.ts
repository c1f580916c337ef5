/** Units of one SKU that nobody was told of yet. */
export interface FreeUnits {
  readonly sku: string;
  readonly units: number;
}

/** One who waits for a SKU of the same product: its own, or one of its variants. */
export interface Waiting {
  readonly id: string;
  readonly sku: string;
}

/**
 * Who is told of which unit: the one who waits longest first. Whoever takes any variant gets the one there is most of,
 * so that those who want the rare one still find it.
 */
export function assignUnits(
  free: readonly FreeUnits[],
  waiting: readonly Waiting[],
): { id: string; claimedSku: string }[] {
  const left = new Map(free.map(({ sku, units }) => [sku, units]));
  return waiting.flatMap(({ id, sku }) => {
    const claimedSku = left.has(sku) ? sku : mostOf(left);
    const units = claimedSku === undefined ? 0 : (left.get(claimedSku) ?? 0);
    if (claimedSku === undefined || units <= 0) return [];
    left.set(claimedSku, units - 1);
    return [{ id, claimedSku }];
  });
}

function mostOf(left: ReadonlyMap<string, number>): string | undefined {
  return [...left].sort(([, a], [, b]) => b - a)[0]?.[0];
}
