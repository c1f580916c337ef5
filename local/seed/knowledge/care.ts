import type { DemoArticle } from './article.ts';

/** Sizes, and how things stay beautiful. */
export const careAdvice: readonly DemoArticle[] = [
  [
    'linen-care',
    'Washing and caring for linen',
    'Wash linen at 40 °C with a mild detergent and without bleach. Dry it on the line; the dryer shortens its life. Linen becomes softer with each wash and needs no ironing.',
  ],
  [
    'wool-care',
    'Washing and caring for wool',
    'Air wool blankets outdoors instead of washing them often. If needed, wash them by hand or in the wool programme at 30 °C and dry them flat.',
  ],
  [
    'cast-iron-care',
    'Caring for cast iron',
    'Let the casserole cool before you wash it. Use hot water and a soft brush, no dishwasher. Dry it well so that the rim does not rust.',
  ],
  [
    'bulbs',
    'Which bulb fits my lamp',
    'Our table and floor lamps have an E27 socket and take bulbs of up to 40 watts, or LED bulbs of up to 12 watts. The LED Reading Lamp has a built-in light source that we replace for free during the warranty.',
  ],
  [
    'bedding-sizes',
    'Sizes of bed linen',
    'Our single duvet covers fit duvets of 140 × 200 cm, the double ones duvets of 200 × 200 cm and the king ones duvets of 240 × 220 cm. Pillow cases are not included in a duvet cover.',
  ],
  [
    'bathrobe-sizes',
    'Sizes of bathrobes',
    'The bathrobe in size S fits 36 to 38, M fits 40 to 42, L fits 44 to 46 and XL fits 48 to 50. It is cut loosely; between two sizes take the smaller one.',
  ],
  [
    'rug-sizes',
    'Which rug size fits',
    'Under a dining table a rug should reach 60 cm beyond the table on each side. In front of a sofa, the front legs of the sofa should stand on the rug.',
  ],
  [
    'wood-care',
    'Caring for oiled wood',
    'Wipe oiled oak with a damp cloth and dry it. Oil it once or twice a year; our oil is in the box of every piece of furniture. Marks of water can be sanded away gently.',
  ],
  [
    'brass-care',
    'Caring for brass',
    'Aged brass darkens with time, and that is wanted. To make it shine again, rub it with lemon juice and salt and dry it well.',
  ],
  [
    'cork-care',
    'Caring for cork and stone',
    'Let cork mats dry upright. Clean stone with soap and water only; vinegar and lime removers make it dull.',
  ],
];
