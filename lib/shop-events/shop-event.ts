import { z } from 'zod';
import { productInput } from '../catalog/product.ts';

/** Printable and short: it names the event wherever somebody looks for it. */
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** What a shop system may tell us. `id` is its own name of the event; the same id again is the same event. */
export const shopEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('stock'),
    id,
    sku: productInput.shape.sku,
    stock: productInput.shape.stock,
  }),
  productInput.extend({ type: z.literal('product'), id }),
]);
export type ShopEvent = z.infer<typeof shopEvent>;
