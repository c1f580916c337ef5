import { z } from 'zod';

/** Control characters, and marks that turn around how the text after them is shown. */
const unreadable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** As above; a description has lines. */
const unreadableInLines = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069]/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
const readableMessage = 'must hold no control characters and none that turn text around';

const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !unreadable.test(value), readableMessage);
const name = line(200).min(1).refine(isVisible, 'must not be blank');
const sku = z
  .string()
  .trim()
  .min(1, 'must not be blank')
  .max(100)
  .refine((value) => !unreadable.test(value), readableMessage)
  .refine(isAddressable, 'must not be a dot or two: an address cannot name it')
  .refine((value) => !/\p{Cf}/u.test(value), 'must hold no characters that cannot be seen')
  .refine(isVisible, 'must not be blank');
const lines = z
  .string()
  .max(20_000)
  .refine((value) => !unreadableInLines.test(value), readableMessage);
const url = z
  .string()
  .max(2000)
  .refine(isPlainAddress, 'must be an address without spaces, user name and password')
  .pipe(z.url({ protocol: /^https?$/ }));

const cents = z.number().int().min(0).max(2_000_000_000);
const units = z.number().int().min(0).max(2_000_000_000);

const variantInput = z.strictObject({ sku, name, priceCents: cents, stock: units });

/** A product as the shop gives it to us. The SKU says which; without `variants` the known ones stay as they are. */
export const productInput = z.strictObject({
  sku,
  name,
  description: lines.default(''),
  priceCents: cents,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters such as EUR')
    .refine(isCharged, 'must be a currency people pay in, as ISO 4217 has it, such as EUR'),
  stock: units,
  url: url.nullable().default(null),
  category: line(200).nullable().default(null),
  variants: z.array(variantInput).max(200).optional(),
});
export type ProductInput = z.input<typeof productInput>;
export type Product = z.output<typeof productInput>;

/** A product as the catalogue has it, by whatever id it is told. */
export const knownProduct = z.strictObject({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  priceCents: z.number().int(),
  currency: z.string(),
  /** Of a product with variants: what they have together. */
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
});

/** A product as search finds it, in the order of how well it fits. */
export const foundProduct = knownProduct.extend({
  /** `product:` and the SKU: the record a fact in a reply points to. */
  id: z.string(),
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

/** As segments of a path these mean another place. */
function isAddressable(value: string): boolean {
  return value !== '.' && value !== '..';
}

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** Of the codes that belong to no country these are money; the others are metals, funds, tests and nothing at all. */
const shared: ReadonlySet<string> = new Set(['XAF', 'XCD', 'XCG', 'XOF', 'XPF']);
/**
 * Moved to ISO 4217's list of historic denominations (list three), while Intl still has them: nobody pays in them since
 * 2021 (CUC), 2023 (HRK), 2024 (SLL, ZWL), 2025 (ANG) and 2026 (BGN).
 */
const withdrawn: ReadonlySet<string> = new Set(['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'ZWL']);

function isCharged(code: string): boolean {
  // What is no code at all is told so already.
  if (!/^[A-Z]{3}$/.test(code)) return true;
  return code.startsWith('X') ? shared.has(code) : known.has(code) && !withdrawn.has(code);
}

/** An empty one is told so by its length. */
function isVisible(value: string): boolean {
  return value === '' || visible.test(value);
}

/** What a browser would clean up or hide, a customer should not be sent. */
function isPlainAddress(value: string): boolean {
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(value)) return false;
  // What is no address at all is told so by the next check.
  if (!URL.canParse(value)) return true;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}
