import type { ProductInput } from '../../lib/catalog/product.ts';
import { bathroom } from './catalogue/bathroom.ts';
import { decoration } from './catalogue/decoration.ts';
import { furniture } from './catalogue/furniture.ts';
import { kitchenware } from './catalogue/kitchen.ts';
import { lamps } from './catalogue/lamps.ts';
import { textiles } from './catalogue/textiles.ts';

/** What the demo shop sells: things for the home, some of them sold out, some only in one colour or size. */
export const demoProducts: ProductInput[] = [
  ...lamps,
  ...textiles,
  ...kitchenware,
  ...furniture,
  ...bathroom,
  ...decoration,
];
