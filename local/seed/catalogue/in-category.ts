import type { ProductInput } from '../../../lib/catalog/product.ts';

/** Prices in cents, stock in units. A product with variants has the sum of their stock. */
export type DemoProduct = [
  sku: string,
  name: string,
  priceCents: number,
  stock: number,
  description: string,
  variants?: [suffix: string, name: string, priceCents: number, stock: number][],
];

/** Completes the lines of one category to products. */
export function inCategory(category: string, lines: readonly DemoProduct[]): ProductInput[] {
  return lines.map(([sku, name, priceCents, stock, description, variants = []]) => ({
    sku,
    category,
    name,
    priceCents,
    stock,
    description,
    currency: 'EUR',
    url: `https://shop.example/${sku.toLowerCase()}`,
    variants: variants.map(([suffix, variantName, variantPrice, variantStock]) => ({
      sku: `${sku}-${suffix}`,
      name: variantName,
      priceCents: variantPrice,
      stock: variantStock,
    })),
  }));
}
