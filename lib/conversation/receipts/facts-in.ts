import { assertionsIn } from './assertions.ts';
import { daysIn } from './days.ts';
import type { Fact } from './fact.ts';
import { figuresIn } from './figures.ts';
import { linksIn } from './links.ts';

/** Every fact stated in a normal text, in the order in which it is said. */
export function factsIn(text: string): Fact[] {
  const links = linksIn(text);
  const days = daysIn(links.rest);
  return [
    ...links.facts,
    ...days.facts,
    ...figuresIn(days.rest, days.facts),
    ...assertionsIn(links.rest),
  ].sort((a, b) => a.at - b.at);
}
