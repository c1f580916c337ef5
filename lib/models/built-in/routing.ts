import { centroidOf } from './centroids.ts';
import { gistOf } from './gist.ts';
import { handlingOf } from './handling.ts';
import type { Handling } from './handling.ts';
import { detectLanguage } from './language.ts';
import { occurs, phrasesOf, supported } from './lexicons/reading.ts';
import { intents } from './lexicons/lexicon.ts';
import type { Intent } from './lexicons/lexicon.ts';
import { backedByWords, namesAnOrder, readWords, withoutPleasantries } from './routing-rules.ts';
import type { WordEvidence } from './routing-rules.ts';
import { onlyPraises } from './praise.ts';
import { sentimentOf } from './sentiment.ts';
import { cosine, plain } from './text.ts';
import type { EmbeddingModel, Utterance } from '../llm.ts';

/** The built-in router's verdict: the fields that the router's schema asks for. */
export interface Verdict extends Handling {
  intent: Intent;
  sentiment: number;
  language: string;
  confidence: number;
  reason: string;
}

interface RouteDeps {
  embeddings: EmbeddingModel;
}

interface RouteQuestion {
  text: string;
  history: readonly Utterance[];
}

interface Choice {
  intent: Intent;
  confidence: number;
  basis: string;
}

/** How far to trust the English model: fully on English, less on a gist made of single words. */
const trust = { english: 1, gist: 0.7, unknown: 0.5, unread: 0 } as const;

/** Below this score no intent is close enough to be named. */
const closeEnough = 0.3;
const leastScore = 0.2;

/** A lead over the second intent at which half of the doubt is gone; fitted on the tuning half of the cases. */
const halfSure = 0.08;

const vipWords = phrasesOf(
  `wholesale, bulk order, in bulk, for our company, for our office, for our hotel, for our restaurant, corporate, vip, loyal customer, customer for years,
  al por mayor, para nuestra empresa, para nuestra oficina, cliente fiel, por atacado, no atacado, para a nossa empresa, en gros, pour notre entreprise,
  pour nos bureaux, fidèle cliente, fidèle client, für unsere firma, für unser büro, stammkund*, großhandel, all'ingrosso, per la nostra azienda, cliente fedele, groothandel, voor ons bedrijf, voor ons kantoor, vaste klant`,
);

/** A canned greeting in answer to a question we did not understand is worse than a person. */
const sureEnough = 0.7;

/** Below this closeness to complaints and appointments is chance: "give me 90% off the lamp" is 0.55 an appointment. */
const leastAtADesk = 0.58;

/** Amounts from which an order is a large one. */
const manyUnits = 50;

const ruleWords = phrasesOf(
  `policy, is…covered, are…covered, covered by, covered under, how many days, how long do i have, is it possible to return, can i return, do you accept returns, política, cuántos días, plazo, aceptan devoluciones, se puede devolver, quantos dias, prazo, posso devolver,
  politique, combien de jours, peut-on retourner, conditions de retour, rückgaberecht, widerrufsrecht, wie viele tage, kann man, politica, quanti giorni, entro quanto, si può restituire, retourbeleid, bedenktijd, hoeveel dagen, kan ik…retourneren`,
);

/** Says what the unanswered words of a customer are about and who deals with them. */
export async function route({ embeddings }: RouteDeps, { text, history }: RouteQuestion): Promise<Verdict> {
  const language = await languageOf(text, history);
  const sentiment = sentimentOf(text, language);
  const choice = await choose({ embeddings }, { text, history, language });
  const readable = language === 'und' || supported(language) !== undefined;
  const handling = handlingOf({
    intent: choice.intent,
    sentiment,
    vip: isVip(text),
    asksRule: ruleWords.some((phrase) => occurs(plain(text), phrase)),
    readable,
  });
  return { ...handling, ...explained(choice, sentiment, handling, readable), sentiment, language };
}

/** The language of the words; where they are too few, the language in which the customer wrote before. */
async function languageOf(text: string, history: readonly Utterance[]): Promise<string> {
  const language = await detectLanguage(text);
  if (language !== 'und') return language;
  const before = history.filter(({ from }) => from === 'customer').slice(-5);
  return detectLanguage(before.map((utterance) => utterance.text.slice(0, 300)).join('\n'));
}

async function choose(
  { embeddings }: RouteDeps,
  { text, history, language }: RouteQuestion & { language: string },
): Promise<Choice> {
  const answered = history.some(({ from }) => from !== 'customer');
  const evidence = readWords(text, language, answered);
  if (evidence.settled !== undefined) {
    return { intent: evidence.settled, confidence: 0.95, basis: 'its words leave no doubt' };
  }
  const matter = withoutPleasantries(text, language);
  if (evidence.gains.size === 0 && onlyPraises(text, matter, language)) return praise;
  const [vector = []] = await embeddings.embed([
    supported(language) === 'en' ? matter : gistOf(matter, language),
  ]);
  const choice = closest(vector, evidence, trustIn(language), namesAnOrder(text));
  // One word is close to anything: "gift" to giving back. Alone it may be looked up, but rings at no desk.
  const guessed = !matter.includes(' ') && !evidence.gains.has(choice.intent);
  return guessed && !lookedUp.has(choice.intent) ? unplaced : choice;
}

function closest(vector: readonly number[], evidence: WordEvidence, weight: number, order: boolean): Choice {
  const scored = intents
    .filter((intent) => backedByWords(intent, evidence))
    .map((intent) => ({
      intent,
      score:
        weight * cosine(vector, centroidOf(intent)) +
        (evidence.gains.get(intent) ?? 0) +
        (order && intent === 'order_status' ? 0.1 : 0),
    }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (
    first === undefined ||
    second === undefined ||
    first.score < Math.max(leastScore, closeEnough * weight)
  ) {
    return unplaced;
  }
  const confidence = Math.min(0.95, 1 - 0.5 ** (1 + (first.score - second.score) / halfSure));
  const byWords = (evidence.gains.get(first.intent) ?? 0) > 0;
  if (first.intent === 'greeting_smalltalk' && confidence < sureEnough) return unplaced;
  // Closeness alone must not ring at a person's desk: "can you sponsor our club" is close to wanting something.
  const leastSure = first.intent === 'purchase_intent' ? sureEnough : leastAtADesk;
  if (atADesk.has(first.intent) && confidence < leastSure && !byWords) return unplaced;
  return {
    intent: first.intent,
    confidence,
    basis: byWords ? 'it uses words typical of this' : 'it is closest to examples of this',
  };
}

const lookedUp: ReadonlySet<Intent> = new Set<Intent>(['product_inquiry', 'faq', 'greeting_smalltalk']);
const atADesk: ReadonlySet<Intent> = new Set<Intent>(['purchase_intent', 'appointment', 'complaint']);
const praise: Choice = { intent: 'greeting_smalltalk', confidence: 0.9, basis: 'it thanks and praises' };
const unplaced: Choice = { intent: 'other', confidence: 0.3, basis: 'nothing we know is close' };

function trustIn(language: string): number {
  const known = supported(language);
  if (known === 'en') return trust.english;
  if (known !== undefined) return trust.gist;
  return language === 'und' ? trust.unknown : trust.unread;
}

function isVip(text: string): boolean {
  const folded = plain(text);
  if (vipWords.some((phrase) => occurs(folded, phrase))) return true;
  return (
    /(?:^| )(\d{2,5}) (?:units|pieces|pcs|chairs|tables|lamps|sets|unidades|piezas|pecas|pieces|stuck|pezzi|stuks) /u
      .exec(folded)
      ?.slice(1)
      .some((amount) => Number(amount) >= manyUnits) === true
  );
}

const matters: Readonly<Record<Intent, string>> = {
  product_inquiry: 'a question about a product',
  purchase_intent: 'a wish to buy',
  order_status: 'a question about an order',
  complaint: 'a complaint',
  return_refund: 'a return or refund',
  stock_alert: 'a wish to hear when something is back',
  appointment: 'an appointment',
  faq: 'a standing question',
  human_request: 'a wish to talk to a person',
  campaign_reply: 'a reply to a campaign',
  opt_out: 'a wish to receive no more messages',
  greeting_smalltalk: 'a greeting',
  spam: 'unwanted advertising',
  abuse: 'insults',
  other: 'something else',
};

/** The reason names our classes and figures only: what the customer wrote stays in the conversation. */
function explained(
  choice: Choice,
  sentiment: number,
  handling: Handling,
  readable: boolean,
): Pick<Verdict, 'intent' | 'confidence' | 'reason'> {
  const mood = sentiment <= -0.5 ? ', in an angry tone' : sentiment >= 0.5 ? ', in a friendly tone' : '';
  const who = handling.needsHuman ? ' It needs a person.' : '';
  const unread = readable ? '' : ' It is in a language that is not read here.';
  return {
    intent: choice.intent,
    confidence: Math.round(choice.confidence * 100) / 100,
    reason: `This looks like ${matters[choice.intent]}: ${choice.basis}${mood}.${unread}${who}`,
  };
}
