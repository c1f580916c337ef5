import { folded } from './normal.ts';

/** What a figure counts or measures, in any of our languages. */
export type Unit =
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | 'millimetre'
  | 'centimetre'
  | 'metre'
  | 'kilometre'
  | 'inch'
  | 'gram'
  | 'kilogram'
  | 'millilitre'
  | 'litre'
  | 'watt'
  | 'volt'
  | 'degree'
  | 'person'
  | 'piece'
  | 'choice'
  | 'star'
  | 'percent';

/** The unit that a word names; undefined if it names none. */
export function unitOf(word: string): Unit | undefined {
  const plain = folded(word);
  return byWord.get(plain) ?? (/(?:tage?n?|dag(?:en)?)$/u.test(plain) ? 'day' : undefined);
}

const words: readonly (readonly [Unit, string])[] = [
  ['minute', 'min mins minute minutes minuto minutos minuten minuti minuut'],
  ['hour', 'h hr hrs hour hours hora horas heure heures stunde stunden std ora ore uur uren'],
  ['day', 'day days dia dias jour jours tag tage tagen giorno giorni dag dagen'],
  ['week', 'week weeks semana semanas semaine semaines woche wochen settimana settimane weken'],
  ['month', 'month months mes meses mois monat monate monaten mese mesi maand maanden'],
  ['year', 'year years yr yrs ano anos an ans annee annees jahr jahre jahren jahrige anno anni jaar jaren'],
  ['millimetre', 'mm millimetre millimetres millimeter millimeters milimetros millimetri'],
  [
    'centimetre',
    'cm centimetre centimetres centimeter centimeters zentimeter centimetro centimetros centimetri',
  ],
  ['metre', 'm metre metres meter meters metro metros metri'],
  ['kilometre', 'km kilometre kilometres kilometer kilometers kilometro kilometros quilometros chilometri'],
  ['inch', 'inch inches pulgada pulgadas polegada polegadas pouce pouces zoll pollici duim'],
  ['gram', 'g gr gram grams gramme grammes gramm gramo gramos grama gramas grammi'],
  ['kilogram', 'kg kilo kilos kilogram kilograms kilogramm kilogramo kilogramos quilo quilos chili chilo'],
  ['millilitre', 'ml millilitre millilitres milliliter mililitros'],
  ['litre', 'l litre litres liter liters litro litros litri'],
  ['watt', 'w watt watts vatios vatio'],
  ['volt', 'v volt volts voltios volts'],
  ['degree', '° °c c degree degrees grad grados graus degres degre gradi graden celsius'],
  ['person', 'person persons people persona personas pessoa pessoas personne personnes personen persone'],
  [
    'piece',
    'pc pcs piece pieces unit units unidad unidades unidade pieza piezas peca pecas unite unites stuck stucke pezzo pezzi stuk stuks item items articles',
  ],
  [
    'choice',
    'colour colours color colors colores cores couleur couleurs farbe farben colori kleur kleuren size sizes talla tallas tamano tamanos tamanho tamanhos taille tailles grosse grossen misura misure taglie maat maten variant variants variante variantes varianten varianti version versions versiones',
  ],
  ['star', 'star stars estrella estrellas estrelas etoiles sterne stelle sterren'],
  ['percent', '% ٪ percent prozent pourcent procent pct porciento porcento percento pourcents'],
];
const byWord: ReadonlyMap<string, Unit> = new Map(
  words.flatMap(([unit, list]) => list.split(' ').map((word) => [word, unit] as const)),
);
