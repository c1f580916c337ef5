import { sentenceAround, type Place } from './fact.ts';
import { between, mentionsOf, nearest, type Mention } from './names.ts';
import { folded } from './normal.ts';
import type { KnownRecord } from './records.ts';

/** Which product, and which variant of a record, the words around a place are about. */
export interface Bearings {
  /** Whether the words around it name another product than this record's. */
  isAboutAnother: (place: Place, record: KnownRecord) => boolean;
  /** The variant of the record that is named nearest; undefined when none is. */
  variantAt: (place: Place, record: KnownRecord) => string | undefined;
}

type Named = Mention & { name: string };

/** Reads a reply once for the products and variants it names. */
export function bearingsIn(text: string, records: ReadonlyMap<string, KnownRecord>): Bearings {
  const products = [...records.values()].filter(({ name }) => name !== '');
  const named = inOrder([
    ...[...new Set(products.map(({ name }) => name))].flatMap((name) => namedAs(text, name)),
    ...byOwnWord(text, products),
  ]);
  const variants = new Map<string, Named[]>();
  const variantsOf = (record: KnownRecord): Named[] => {
    const known = variants.get(record.id) ?? variantMentions(text, record);
    variants.set(record.id, known);
    return known;
  };
  return {
    isAboutAnother(place, { name }) {
      const nearby = nearestNamed(text, place, named);
      return nearby !== undefined && nearby.name !== name;
    },
    variantAt: (place, record) => nearestNamed(text, place, variantsOf(record))?.name,
  };
}

/** In the same sentence; else the only one named in the sentence before, on the same line. */
function nearestNamed(text: string, place: Place, named: readonly Named[]): Named | undefined {
  const { from, to } = sentenceAround(text, place.at, place.end);
  const here = between(named, from, to);
  if (here.length > 0) return nearest(text, place, here);
  if (from === 0 || text[from - 1] === '\n') return undefined;
  const before = between(named, sentenceAround(text, from - 1, from).from, from);
  return new Set(before.map(({ name }) => name)).size === 1 ? before[0] : undefined;
}

function namedAs(text: string, name: string): Named[] {
  return mentionsOf(text, name).map((place) => ({ ...place, name }));
}

/** "The brass one": a word that of all products looked up only one has in its name. */
function byOwnWord(text: string, products: readonly KnownRecord[]): Named[] {
  const owners = new Map<string, Set<string>>();
  for (const { name, readings } of products) {
    const variants = [...readings.values()].map(({ variantName }) => variantName ?? '');
    // "Olive" is no other product's where it is this one's colour.
    for (const word of wordsIn([name, ...variants].join(' ')))
      owners.set(word, (owners.get(word) ?? new Set()).add(name));
  }
  return [...text.matchAll(/\p{L}{3,40}/gu)].flatMap(({ 0: word, index }) => {
    const [name, ...others] = owners.get(folded(word)) ?? [];
    return name === undefined || others.length > 0 ? [] : [{ at: index, end: index + word.length, name }];
  });
}

/** The words of a name that can tell it from others. */
export function wordsIn(name: string): string[] {
  return [...name.matchAll(/\p{L}{3,40}/gu)]
    .map(([word]) => folded(word))
    .filter((word) => !fillers.has(word));
}

const fillers: ReadonlySet<string> = new Set(
  'the and for with set con para com avec pour mit und fur per voor met from'.split(' '),
);

function variantMentions(text: string, { name, readings }: KnownRecord): Named[] {
  const ofName = inOrder(namedAs(text, name));
  const names = new Set([...readings.values()].flatMap(({ variantName }) => variantName ?? []));
  const found = [...names].filter((one) => one !== '').flatMap((one) => namedAs(text, one));
  // "Oak" of "Oak Lamp" names no variant, and "S" of "S'il" neither.
  return inOrder(
    found
      .filter((one) => !/^['’]\p{L}/u.test(text.slice(one.end, one.end + 2)))
      .filter(
        (one) =>
          !between(ofName, one.at - name.length, one.end).some(
            ({ at, end }) => at <= one.at && end >= one.end,
          ),
      ),
  );
}

/** By place, and of names within one another the longest. */
function inOrder(named: readonly Named[]): Named[] {
  const sorted = [...named].sort((a, b) => a.at - b.at || b.end - a.end);
  const kept: Named[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last === undefined || one.at >= last.end) kept.push(one);
    else if (one.end - one.at > last.end - last.at) kept[kept.length - 1] = one;
  }
  return kept;
}
