import { inCategory } from './in-category.ts';

/** What is only nice to have. */
export const decoration = inCategory('Decoration', [
  [
    'DEC-SOY-CANDLE',
    'Soy Wax Candle',
    2400,
    73,
    'A soy wax candle in a glass that burns for 45 hours.',
    [
      ['FIG', 'Fig', 2400, 40],
      ['CEDAR', 'Cedar', 2400, 33],
    ],
  ],
  [
    'DEC-ROUND-MIRROR',
    'Round Wall Mirror',
    9900,
    6,
    'A round mirror, 60 cm across, in a thin black steel frame. Comes with a wall mount.',
  ],
  [
    'DEC-STONE-VASE',
    'Stoneware Vase',
    3900,
    1,
    'A matt stoneware vase, 24 cm high, thrown by hand, so each one is a little different. Watertight.',
  ],
  [
    'DEC-PICTURE-FRAME',
    'Oak Picture Frame',
    2400,
    45,
    'A picture frame of oak with real glass, to hang or to stand.',
    [
      ['A4', 'A4', 2400, 25],
      ['A3', 'A3', 3200, 20],
      ['50X70', '50 × 70 cm', 4500, 0],
    ],
  ],
  [
    'DEC-WALL-CLOCK',
    'Silent Wall Clock',
    5400,
    13,
    'A wall clock, 30 cm across, with a silent quartz movement and an aluminium case. Battery included.',
  ],
  [
    'DEC-PLANT-POT',
    'Terracotta Plant Pot',
    1900,
    38,
    'A plant pot of Italian terracotta with a saucer. Frost-proof to -10 °C.',
    [
      ['14', '14 cm', 1900, 22],
      ['20', '20 cm', 2900, 16],
    ],
  ],
  [
    'DEC-REED-DIFFUSER',
    'Reed Diffuser',
    3300,
    24,
    'A room scent with eight rattan reeds, 100 ml, lasts about three months.',
    [
      ['FIG', 'Fig', 3300, 11],
      ['BERGAMOT', 'Bergamot', 3300, 13],
    ],
  ],
  [
    'DEC-SEAGRASS-BASKET',
    'Seagrass Basket',
    2900,
    20,
    'A basket of woven seagrass with handles, for laundry, toys or firewood.',
    [
      ['SMALL', 'Small, 30 cm', 2900, 14],
      ['LARGE', 'Large, 45 cm', 4200, 6],
    ],
  ],
  [
    'DEC-GLASS-VASE',
    'Ribbed Glass Vase',
    3400,
    17,
    'A vase of ribbed recycled glass, 20 cm high, for long stems. Dishwasher safe.',
  ],
]);
