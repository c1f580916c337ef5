import type { ToolCall } from '../models/llm.ts';
import { plain } from '../models/built-in/text.ts';

/**
 * Whether a text says that the shop will do something for this customer later: tell, write, call, reserve. What a record
 * says of the shop's ways ("we will write to you when the parcel leaves") is no promise of ours.
 */
export function promisesIn(text: string, toolCalls: readonly ToolCall[]): boolean {
  const said = folded(text).match(promises) ?? [];
  if (said.length === 0) return false;
  const known = folded(JSON.stringify(toolCalls.map(({ result }) => result)));
  return said.some((words) => !known.includes(words));
}

/** Lower case, without accents, one space between words. */
function folded(text: string): string {
  return plain(text).replace(/\s+/gu, ' ');
}

const promises = new RegExp(
  [
    // English
    String.raw`\b(?:i|we) (?:ll|will|shall|am going to|are going to) (?:(?:then|also|gladly|personally|be sure to) )?(?:let you know|notify|tell you|inform|write|message|contact|call|e ?mail|text you|get back|reach out|remind|keep you|hold|reserve|set aside)`,
    String.raw`\byou (?:ll|will) (?:be (?:told|notified|informed|contacted|called)|hear from us|get a message)`,
    String.raw`\b(?:i|we) (?:have|ve) (?:reserved|set aside|put (?:one|it|them) aside|noted)`,
    String.raw`\b(?:a|my|our) (?:colleague|team|team member) (?:will|is going to)`,
    // Spanish
    String.raw`\b(?:te|le|os|les) (?:avisar|notificar|informar|escribir|contactar|llamar|mantendr)\w*(?:emos|e|an|a)\b`,
    String.raw`\b(?:vamos|voy) a (?:avisar|escribir|informar|contactar|llamar|reservar)`,
    String.raw`\b(?:he|hemos) (?:reservado|apartado|anotado)`,
    // Portuguese
    String.raw`\b(?:avisaremos|avisarei|vamos avisar|vou avisar|escreveremos|informaremos|notificaremos|entraremos em contato|entraremos em contacto|ligaremos|reservei|reservamos|anotei|anotamos)`,
    // French
    String.raw`\b(?:vous|te|t) (?:previend|avertir|informer|ecrir|contacter|rappeller|tiend)\w*(?:ons|ai)\b`,
    String.raw`\b(?:j ai|nous avons) (?:reserve|mis de cote|note)`,
    // German
    String.raw`\b(?:wir|ich) (?:melden? (?:uns|mich)|geben? (?:ihnen|dir|euch) bescheid|sagen? (?:ihnen|dir|euch) bescheid|informieren? (?:sie|dich|euch)|benachrichtigen? (?:sie|dich|euch)|schreiben? (?:ihnen|dir|euch)|rufen? (?:sie|dich) an|werden? (?:sie|ihnen|dich|dir|euch) \w+)`,
    String.raw`\b(?:ich habe|wir haben) (?:\w+ ){0,5}(?:reserviert|zuruckgelegt|notiert|vorgemerkt)`,
    // Italian
    String.raw`\b(?:ti|la|vi|le) (?:avviser|informer|scriver|contatter|chiamer|terr)\w*(?:emo|o)\b`,
    String.raw`\b(?:ho|abbiamo) (?:riservato|messo da parte|annotato)`,
    // Dutch
    String.raw`\b(?:we|wij|ik) (?:laten? (?:het )?(?:je|u|jullie) (?:het )?weten|sturen? (?:je|u) een (?:bericht|mail)|nemen? contact|bellen? (?:je|u)|schrijven? (?:je|u)|houden? (?:je|u) op de hoogte|zullen? (?:je|u))`,
    String.raw`\b(?:ik heb|we hebben|wij hebben) (?:\w+ ){0,5}(?:gereserveerd|apart gelegd|genoteerd)`,
  ].join('|'),
  'gu',
);
