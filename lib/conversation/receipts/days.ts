import { blank, stated, type Fact, type Statement } from './fact.ts';
import { folded } from './normal.ts';

const letter = String.raw`\p{L}\p{M}`;
const month = String.raw`(?<month>[${letter}]{3,10}\.?)`;
const ordinal = String.raw`(?:st|nd|rd|th|er|º|ª|\.|o|a)?`;
const of = String.raw`[ \n]?(?:de |of |do |del |di )?[ \n]?`;
const year = String.raw`(?:,? (?:de |del |of )?(?<year>\d{4})(?!\d))?`;

const numeric =
  /(?<![\d.,/-])(?:(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})|(?<day>\d{1,2})[./-](?<mon>\d{1,2})[./-](?<year>\d{4}|\d{2}))(?![\d/-]|[.,]\d)/gu;
/** `24/12`, and `24.12.` after a word that says when: else it is an amount at the end of a sentence. */
const shortDate =
  /(?<![\d.,/-])(?<day>\d{1,2})(?:\/(?<mon>\d{1,2})|(?<=(?:am|vom|bis|zum|ab|seit|den|dem|der) \d{1,2})\.(?<mon2>\d{1,2})\.)(?![\d/])/giu;
const dayFirst = new RegExp(
  String.raw`(?<!\d)(?<day>\d{1,2})${ordinal}${of}${month}${year}(?![${letter}])`,
  'gu',
);
const monthFirst = new RegExp(
  String.raw`(?<![${letter}])${month} (?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)?(?![\d.,:]\d|\d)${year}`,
  'gu',
);
const clock =
  /(?<![\d.,:])(?<hour>[01]?\d|2[0-4])(?:(?::|h)(?<minute>[0-5]\d)(?::\d{2})?|\.(?<dotted>[0-5]\d)(?= ?(?:uhr|[ap]\.?m|uur|h)))?(?! ?€)(?<half> ?(?:[ap]\.?m(?![a-z])\.?|uhr|o'clock|o’clock)(?!\p{L}))?(?![\d]|[:]\d)/giu;

/** Dates, months, weekdays and times of the day of a normal text, and the text without them. */
export function daysIn(text: string): { facts: Fact[]; rest: string } {
  const facts: Fact[] = [];
  const take = (from: string, pattern: RegExp, read: (groups: Groups) => Statement | undefined) =>
    from.replace(pattern, (found: string, ...more: unknown[]) => {
      const at = more.find((one) => typeof one === 'number') ?? 0;
      const statement = read(groupsOf(more.at(-1)));
      if (statement === undefined) return found;
      facts.push(stated({ text: found, at, end: at + found.length }, statement));
      return blank(found);
    });
  let left = take(text, numeric, ({ y, m, d, day, mon, year }) =>
    dateOf(d ?? day, Number(m ?? mon), y ?? year),
  );
  for (const named of [dayFirst, monthFirst])
    left = take(left, named, ({ day, month = '', year }) => dateOf(day, monthOf(month), year));
  left = take(left, shortDate, ({ day, mon, mon2 }) => dateOf(day, Number(mon ?? mon2), undefined));
  left = take(left, clock, clockOf);
  left = take(left, monthAlone, ({ month, unsure = '' }) => dayOf('month', monthOf(month ?? unsure)));
  left = take(left, /(?<!\p{L})(?<day>[\p{L}\p{M}]{5,13}(?:-feiras?)?)(?!\p{L})/gu, ({ day = '' }) =>
    dayOf('weekday', weekdayOf(day)),
  );
  left = take(left, shortWeekday, ({ day = '' }) => dayOf('weekday', weekdayOf(day)));
  left = take(
    left,
    /(?<![\p{L}])(?:tomorrow|übermorgen|overmorgen|amanhã|demain|domani|dopodomani)(?!\p{L})/giu,
    () => ({ kind: 'day', key: 'tomorrow' }),
  );
  return { facts, rest: left };
}

/** The weekdays and months that a text speaks of, those within "Monday to Saturday" too. */
export function daysSpokenOf(text: string, facts: readonly Fact[]): ReadonlySet<string> {
  const days = facts.filter((fact) => fact.kind === 'day').sort((a, b) => a.at - b.at);
  const keys = new Set(days.map(({ key }) => key));
  for (const date of facts) if (date.kind === 'date') keys.add(`month:${date.month}`);
  for (const [index, day] of days.slice(1).entries()) {
    const before = days[index];
    if (before === undefined || !isRange(text.slice(before.end, day.at))) continue;
    const [kind = '', to = ''] = day.key.split(':');
    const [other, from = ''] = before.key.split(':');
    if (kind !== other) continue;
    const round = kind === 'month' ? 12 : 7;
    for (let at = Number(from); at !== Number(to); at = (at % round) + 1) keys.add(`${kind}:${at}`);
  }
  return keys;
}

function isRange(between: string): boolean {
  return /^s? ?(?:-|–|—|to|till|until|through|a|à|al|até|au|bis|t\/m|tot|tot en met|fino a) ?$/iu.test(
    between,
  );
}

type Groups = Readonly<Record<string, string | undefined>>;

function groupsOf(last: unknown): Groups {
  if (typeof last !== 'object' || last === null) return {};
  return Object.fromEntries(
    Object.entries(last).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
}

function dateOf(
  day: string | undefined,
  month: number | undefined,
  year: string | undefined,
): Statement | undefined {
  const [first, second] = [Number(day), month ?? 0];
  const written = year === undefined ? undefined : Number(year.length === 2 ? `20${year}` : year);
  if (first >= 1 && first <= 31 && second >= 1 && second <= 12)
    return { kind: 'date', day: first, month: second, year: written };
  // 12/24/2026 can only be the American way.
  return second > 12 && second <= 31 && first >= 1 && first <= 12
    ? { kind: 'date', day: second, month: first, year: written }
    : undefined;
}

function clockOf({ hour, minute, dotted, half }: Groups): Statement | undefined {
  const minutes = minute ?? dotted;
  if (minutes === undefined && half === undefined) return undefined;
  const isAfternoon = /p/iu.test(half ?? '');
  const isTwelve = isAfternoon || /a/iu.test(half ?? '');
  const hours = isTwelve ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour);
  return { kind: 'clock', minutes: [hours * 60 + Number(minutes ?? 0)] };
}

function dayOf(kind: 'month' | 'weekday', number: number | undefined): Statement | undefined {
  return number === undefined ? undefined : { kind: 'day', key: `${kind}:${number}` };
}

function monthOf(word: string): number | undefined {
  return months.get(folded(word.replace(/\.$/u, '')));
}

function weekdayOf(word: string): number | undefined {
  const plain = folded(word).replace(/-feiras?$/u, '-feira');
  return weekdays.get(plain) ?? weekdays.get(plain.replace(/s$/u, ''));
}

/** Months that are other words too count only after a word that says when; short forms only next to a day. */
const monthAlone = new RegExp(
  String.raw`(?<![${letter}])(?:(?<=(?:in|by|until|till|from|since|of|early|late|mid|this|next|end of|im|ab|bis|en|de|em|a|ad|da|di|vanaf|tot) )(?<unsure>May|March|mars|mai|mayo|mei|set|marzo)|(?<month>january|february|april|june|july|august|september|october|november|december|enero|febrero|abril|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|augustus))(?![${letter}])`,
  'giu',
);
const shortWeekday =
  /(?<!\p{L})(?<day>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Mo|Di|Mi|Do|Fr|Sa|So|lun|mar|mié|jue|vie|sáb|dom)(?=\.?[ ]?[-–—/,&][ ]?(?:\p{Lu}|\p{L}{3}\b)|\.? ?\uFFFC)(?!\p{L})/gu;

const months = indexed([
  'january jan enero ene janeiro janvier januar gennaio gen januari',
  'february feb febrero fevereiro fev fevrier fevr februar febbraio februari',
  'march mar marzo marco mars marz maart mrt',
  'april apr abril abr avril avr aprile',
  'may mayo maio mai maggio mag mei',
  'june jun junio junho juin juni giugno giu',
  'july jul julio julho juillet juil juli luglio lug',
  'august aug agosto ago aout augustus',
  'september sep sept septiembre setiembre setembro set septembre settembre',
  'october oct octubre outubro out octobre oktober okt ottobre ott',
  'november nov noviembre novembro novembre',
  'december dec diciembre dic dezembro dez decembre dezember dicembre',
]);
const weekdays = indexed([
  'monday mon lunes lun segunda-feira lundi montag lunedi maandag mo',
  'tuesday tue tues martes terca-feira mardi dienstag martedi dinsdag di',
  'wednesday wed miercoles mie quarta-feira mercredi mittwoch mercoledi woensdag mi',
  'thursday thu thur thurs jueves jue quinta-feira jeudi donnerstag giovedi donderdag do',
  'friday fri viernes vie sexta-feira vendredi freitag venerdi vrijdag fr',
  'saturday sat sabado sab samedi samstag sonnabend sabato zaterdag sa',
  'sunday sun domingo dom dimanche sonntag domenica zondag so',
]);

function indexed(lists: readonly string[]): ReadonlyMap<string, number> {
  return new Map(lists.flatMap((list, at) => list.split(' ').map((word) => [word, at + 1] as const)));
}
