import { z } from 'zod';

/** Postgres keeps no NUL in a text. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\0'), 'must hold no NUL character');

const sku = text(100).min(1);
const cents = z.number().int().min(0).max(2_000_000_000);
const units = z.number().int().min(0).max(2_000_000_000);

const variantInput = z.strictObject({ sku, name: text(200).min(1), priceCents: cents, stock: units });

/** A product as the shop gives it to us. The SKU says which; without `variants` the known ones stay as they are. */
export const productInput = z.strictObject({
  sku,
  name: text(200).min(1),
  description: text(20_000).default(''),
  priceCents: cents,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters such as EUR'),
  stock: units,
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  category: text(200).nullable().default(null),
  variants: z.array(variantInput).max(200).optional(),
});
export type ProductInput = z.input<typeof productInput>;
export type Product = z.output<typeof productInput>;

/** A product as search finds it, in the order of how well it fits. */
export const foundProduct = z.strictObject({
  /** `product:` and the SKU: the record a fact in a reply points to. */
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  priceCents: z.number().int(),
  currency: z.string(),
  stock: z.number().int(),
  url: z.string().nullable(),
  category: z.string().nullable(),
  variants: z.array(
    z.strictObject({
      sku: z.string(),
      name: z.string(),
      priceCents: z.number().int(),
      stock: z.number().int(),
    }),
  ),
  /** 1 is the best by words and meaning together. */
  rank: z.number().int(),
  /** How close the meaning is: the cosine of the two vectors, 0 … 1. */
  score: z.number(),
  /** Whether it holds at least one of the words that were asked for. */
  matchedWords: z.boolean(),
});
export type FoundProduct = z.infer<typeof foundProduct>;

/** What the product's vector is made from. Without new variants the names of the known ones stay in it. */
export function embeddedProductText(product: Product, knownVariantNames: string): string {
  const variants = product.variants === undefined ? knownVariantNames : variantNamesOf(product.variants);
  return [product.name, product.category, product.description, variants].filter(Boolean).join('. ');
}

/** The variants' names as one text to search in. */
export function variantNamesOf(variants: readonly { name: string }[]): string {
  return variants.map(({ name }) => name).join(', ');
}
