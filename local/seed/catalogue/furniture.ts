import { inCategory } from './in-category.ts';

/** Small furniture. */
export const furniture = inCategory('Furniture', [
  [
    'FUR-OAK-SIDE-TABLE',
    'Oak Side Table',
    15900,
    6,
    'A round side table of oiled oak, 45 cm across and 50 cm high. Carries 20 kg.',
  ],
  [
    'FUR-OAK-WALL-SHELF',
    'Oak Wall Shelf',
    6900,
    18,
    'A floating shelf of solid oak, 22 cm deep, with hidden brackets. Carries 15 kg.',
    [
      ['60', '60 cm', 6900, 10],
      ['90', '90 cm', 8900, 8],
      ['120', '120 cm', 10900, 0],
    ],
  ],
  [
    'FUR-ASH-CHAIR',
    'Ash Dining Chair',
    21900,
    14,
    'A stackable dining chair of solid ash with a woven paper seat, 46 cm seat height. Carries 120 kg.',
    [
      ['NATURAL', 'Natural', 21900, 8],
      ['BLACK', 'Black', 21900, 6],
    ],
  ],
  [
    'FUR-OAK-BENCH',
    'Oak Bench',
    27900,
    0,
    'A bench of oiled oak for hall or dining table, 120 cm long, 35 cm deep, 45 cm high.',
  ],
  [
    'FUR-STEP-STOOL',
    'Birch Step Stool',
    7900,
    12,
    'A folding step stool of birch with two steps. Carries 150 kg, folds to 8 cm.',
  ],
  [
    'FUR-COAT-RACK',
    'Ash Coat Rack',
    13900,
    5,
    'A standing coat rack of ash with eight hooks, 175 cm high. Assembled in five minutes without tools.',
  ],
  [
    'FUR-OAK-DESK',
    'Oak Writing Desk',
    44900,
    2,
    'A writing desk of solid oak with two drawers, 120 × 60 cm, 75 cm high. The legs are screwed on.',
  ],
]);
