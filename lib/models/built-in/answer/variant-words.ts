import { stemsOf } from './terms.ts';

const colours = stemsOf(
  'red blue green black white grey gray yellow brown pink purple orange beige navy teal rose turquoise olive mustard cream ivory gold silver charcoal natural sand rust sage terracotta indigo oat moss ochre',
);
const sizes = stemsOf('small medium large big xs s m l xl xxl single double king queen cm');

/** Words by which customers choose a variant, as stems: colours, then sizes. */
export const variantWords: readonly ReadonlySet<string>[] = [colours, sizes];
