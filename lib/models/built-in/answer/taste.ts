import { stemsOf } from './terms.ts';
import type { Stems, Term } from './terms.ts';

/**
 * The terms without words of taste: nobody's catalogue says "cosy", and a customer who wants a cosy lamp wants a lamp. What
 * can be true or false of a thing ("waterproof", "green") is no taste and stays.
 */
export function withoutTaste(terms: readonly Term[]): readonly Term[] {
  return terms.filter((term) => !isTaste(term));
}

function isTaste({ forms }: Term): boolean {
  return forms.some((form) => tastes.has(form));
}

const tastes: Stems = stemsOf(`
  warm cosy cozy nice beautiful pretty lovely comfy comfortable stylish modern elegant classic cute simple lovely stunning
  bonito bonita bonitos bonitas bonit calido calida acogedor acogedora moderno moderna elegante comodo comoda
  lindo linda aconchegante confortavel quente
  joli jolie belle chaleureux chaleureuse moderne elegant elegante confortable chaude chaud
  schon schone schones schoner schonen gemutlich gemutliche gemutlicher gemutliches gemutlichen warme warmes warmer warmen
  bequem bequeme bequemen hubsch hubsche hubsches
  bello bella accogliente comoda caldo calda
  mooi mooie gezellig gezellige warme comfortabele leuke
`);
