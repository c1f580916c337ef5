import { z } from 'zod';

/** Which of the products found the customer wants to be told of. */
export const productPick = z.strictObject({
  /** SKU of one of the records; null when none of them is meant, or it cannot be told which. */
  sku: z.string().nullable(),
  /** SKU of that record's variant, when they named one ("the large one"); null when they did not. */
  variantSku: z.string().nullable(),
  confidence: z.number().min(0).max(1),
});
export type ProductPick = z.infer<typeof productPick>;

/** What is shown of a product to whoever picks. */
export interface PickableProduct {
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly stock: number;
  readonly variants: readonly { readonly sku: string; readonly name: string; readonly stock: number }[];
}
