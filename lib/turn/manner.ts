import type { Channel } from '../chatwoot/channels.ts';

/** A text as the channel's customers read it: no markdown where it would show, in parts where messages are short. */
export function inParts(text: string, channel: Channel): string[] {
  return split(channel.markdown ? text : withoutMarkdown(text), channel.maxCharacters);
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
