import { inCategory } from './in-category.ts';

/** Things for the bathroom. */
export const bathroom = inCategory('Bathroom', [
  [
    'BATH-CORK-MAT',
    'Cork Bath Mat',
    3900,
    15,
    'A bath mat of Portuguese cork, 45 × 60 cm, warm underfoot and dry at once.',
  ],
  [
    'BATH-OLIVE-SOAP',
    'Olive Oil Soap',
    900,
    120,
    'A bar of soap of pure olive oil, 200 g, without perfume or palm oil.',
  ],
  [
    'BATH-SOAP-DISH',
    'Stone Soap Dish',
    1800,
    31,
    'A soap dish of travertine with grooves that let the water run off.',
  ],
  [
    'BATH-SHOWER-CURTAIN',
    'Cotton Shower Curtain',
    4900,
    0,
    'A shower curtain of waxed cotton, 180 × 200 cm, without plastic. Rings included.',
  ],
]);
