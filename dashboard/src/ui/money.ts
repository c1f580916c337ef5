/** A price as the shop writes it. */
export function price(cents: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(cents / 100);
}

/** What a model was paid: mostly parts of a cent, and never shown as nothing when it was something. */
export function modelCost(usd: number): string {
  if (usd === 0) return '$0';
  const digits = usd < 0.01 ? 5 : usd < 1 ? 4 : 2;
  return `$${usd.toFixed(digits)}`;
}
