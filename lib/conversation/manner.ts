import type { Channel } from '../chatwoot/channels.ts';
import { phrase } from '../models/built-in/phrases.ts';

/** What a letter needs to know besides its text. */
export interface Correspondence {
  language: string;
  shopName: string;
}

/**
 * A text as the channel's customers read it: no markdown where it would show, a greeting and a farewell where letters
 * have them, in parts where messages are short.
 */
export function inParts(text: string, channel: Channel, correspondence: Correspondence): string[] {
  const readable = channel.markdown ? text : withoutMarkdown(text);
  const whole = channel.letter && readable.trim() !== '' ? asLetter(readable, correspondence) : readable;
  return split(whole, channel.maxCharacters);
}

function asLetter(text: string, { language, shopName }: Correspondence): string {
  const opening = phrase('letter_opening', language, { shopName });
  return [opening, text, phrase('letter_closing', language, { shopName })].join('\n\n');
}

/** Bold, headings and links as plain text. List dashes stay: they read well everywhere. */
function withoutMarkdown(text: string): string {
  return text
    .replace(/\*\*([^*\n]{1,500})\*\*/gu, '$1')
    .replace(/^#{1,6}\s+/gmu, '')
    .replace(/\[([^\]\n]{1,300})\]\((https?:[^)\s]{1,2000})\)/gu, '$1: $2');
}

/** Cuts at the last paragraph, line, sentence or word that fits, in this order; never inside an emoji. */
function split(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const cut = cutBefore(rest, most);
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return rest === '' ? parts : [...parts, rest];
}

function cutBefore(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const boundary of ['\n\n', '\n', '. ', ' ']) {
    const at = head.lastIndexOf(boundary);
    if (at > most / 4) return at + boundary.trimEnd().length;
  }
  // A word longer than a message: cut between whole characters.
  const last = head.charCodeAt(most - 1);
  return last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
}
