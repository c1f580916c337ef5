import { clauseAround, sentenceAround, stated, type Fact, type Place } from './fact.ts';

const word = (list: string) => new RegExp(String.raw`(?<!\p{L})(?:${list})(?!\p{L})`, 'giu');

const there = word(
  String.raw`in stock|available(?! (?:to|for) (?:help|assist|answer|you|any))|we (?:do |still )?have (?:it|them|this|that|these|those)|en stock|en existencias?|disponibles?|lo tenemos|la tenemos|los tenemos|las tenemos|quedan|em estoque|em stock|disponíve(?:l|is)|nous l[’']avons|auf lager|am lager|vorrätig|lieferbar|verfügbar(?:e|en|er|es)?|haben wir da|disponibil[ei]|in magazzino|op voorraad|leverbaar|beschikbaar|beschikbare`,
);
const gone = word(
  String.raw`sold[ -]out|out of stock|unavailable|agotad[oa]s?|esgotad[oa]s?|sin existencias|sem estoque|fora de estoque|épuisée?s?|en rupture|ausverkauft|vergriffen|esaurit[oaie]|indisponíve(?:l|is)|indisponibles?|uitverkocht|niet leverbaar`,
);
const free = word(
  String.raw`free(?! (?:of (?!charge)|from|time|to |range|hand|standing))|complimentary|at no (?:extra |additional )?(?:cost|charge)|no (?:extra )?charge|gratis|gratuit[oae]?s?|gratuitement|gratuitamente|grátis|sin (?:coste|costo|cargo)|sem custos?|sans frais|kostenlos(?:e|er|es|en)?|kostenfrei(?:e|er|es|en)?|umsonst|versandkostenfrei|portofrei|ohne aufpreis|offerts?|offertes?|kosteloos|kosteloze|senza costi|on the house`,
);
const half = word(
  String.raw`half[ -]price|half off|half the price|(?:a )?mitad de(?:l)? precio|metade do preço|moitié prix|(?:zum )?halben preis|halber preis|metà prezzo|halve prijs|half geld|buy one,? get one`,
);

/** What a normal text asserts without a figure: that something is there or gone, free, or half the price. */
export function assertionsIn(text: string): Fact[] {
  const missing = found(text, gone).filter((place) => isAsserted(text, place));
  const present = found(text, there).filter((place) => isAsserted(text, place));
  const isOffer = ({ at }: Place) => !/(?:feel |[\p{L}]-)$/iu.test(text.slice(Math.max(0, at - 6), at));
  return [
    ...missing.map((one) => stated(one, { kind: 'availability', inStock: isNegated(text, one) })),
    ...present.map((one) => stated(one, { kind: 'availability', inStock: !isNegated(text, one) })),
    ...found(text, free)
      .filter(isOffer)
      .map((one) => stated(one, { kind: 'offer', offer: 'free', about: topics(text, one) })),
    ...found(text, half).map((one) => stated(one, { kind: 'offer', offer: 'half', about: [] })),
  ];
}

function found(text: string, pattern: RegExp): Place[] {
  return [...text.matchAll(pattern)].map(({ 0: said, index }) => ({
    text: said,
    at: index,
    end: index + said.length,
  }));
}

/** "As soon as it is in stock" and "do you want to know whether it is available?" say nothing of now. */
function isAsserted(text: string, { at, end }: Place): boolean {
  const { from, to } = clauseAround(text, at, end);
  return !conditional.test(text.slice(from, at)) && !/\?$/u.test(text.slice(end, to));
}

const conditional =
  /(?<!\p{L})(?:if|when|whenever|once|until|till|whether|as soon as|si|cuando|en cuanto|tan pronto|hasta que|se|quando|assim que|logo que|até que|caso|dès que|dès qu|lorsque|lorsqu|quand|sobald|wenn|falls|ob|bis|appena|finché|zodra|als|wanneer|totdat)(?!\p{L})/iu;

function isNegated(text: string, { at, end }: Place): boolean {
  const { from } = clauseAround(text, at, end);
  return /(?<!\p{L})(?:not|no|never|isn[’']t|aren[’']t|don[’']t|nicht|kein(?:e|en|er)?|nie|pas|plus|non|não|nao|nunca|niet|geen)(?!\p{L})(?! only| nur| solo| seulement| plus que)/iu.test(
    text.slice(Math.max(from, at - 40), at),
  );
}

/** What is free, as far as it makes a difference. */
function topics(text: string, { at, end }: Place): string[] {
  const sentence = sentenceAround(text, at, end);
  const clause = clauseAround(text, at, end);
  const part = text.slice(Math.max(sentence.from, clause.from), Math.min(sentence.to, clause.to));
  return topicWords.flatMap(([topic, pattern]) => (pattern.test(part) ? [topic] : []));
}

const topicWords: readonly (readonly [string, RegExp])[] = [
  [
    'delivery',
    /deliver|shipp|envío|envio|entrega|livraison|frais de port|versand|liefer|spediz|consegn|verzend|bezorg|levering|portofrei|porto/iu,
  ],
  ['returns', /return|refund|devoluci|devolu[cç]|retour|rückgabe|rücksend|reso|resi(?!\p{L})|restituz/iu],
  ['wrapping', /wrap|regalo|presente|emballage|cadeau|geschenk|verpack|confezion|inpak/iu],
  ['assembly', /assembl|montaje|montagem|montage|aufbau|montaggio|install/iu],
];
