/** Units of one SKU that nobody was told of yet. */
export interface FreeUnits {
  readonly sku: string;
  readonly units: number;
}

/** One who waits for a SKU of the same product: its own, or one of its variants. */
export interface Waiting {
  readonly id: string;
  readonly sku: string;
  readonly customerId: string;
}

/**
 * Who is told of which unit: the one who waits longest first, each customer once. Whoever takes any variant gets the one
 * they also asked for by name, else the one there is most of, so that those who want the rare one still find it.
 */
export function assignUnits(
  free: readonly FreeUnits[],
  waiting: readonly Waiting[],
): { id: string; claimedSku: string }[] {
  const left = new Map(free.map(({ sku, units }) => [sku, units]));
  const isLeft = (sku: string) => (left.get(sku) ?? 0) > 0;
  const served = new Set<string>();
  return waiting.flatMap(({ id, sku, customerId }) => {
    if (served.has(customerId)) return [];
    const named = waiting.find((other) => other.customerId === customerId && isLeft(other.sku))?.sku;
    const claimedSku = left.has(sku) ? sku : (named ?? mostOf(left));
    if (claimedSku === undefined || !isLeft(claimedSku)) return [];
    left.set(claimedSku, (left.get(claimedSku) ?? 0) - 1);
    served.add(customerId);
    return [{ id, claimedSku }];
  });
}

function mostOf(left: ReadonlyMap<string, number>): string | undefined {
  return [...left].sort(([, a], [, b]) => b - a)[0]?.[0];
}
