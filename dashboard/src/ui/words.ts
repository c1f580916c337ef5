/** `product_inquiry` and `handed-over` as a person writes them. */
export function inWords(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  if (words === 'faq') return 'FAQ';
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `3 products`, `1 product`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `upset (-0.60)`: the number for who compares, the word for everybody. */
export function sentimentWords(sentiment: number): string {
  const mood = sentiment > 0.25 ? 'glad' : sentiment < -0.25 ? 'upset' : 'calm';
  return `${mood} (${sentiment.toFixed(2)})`;
}

/** How a channel is spelt by those who run it. */
export function channelName(channel: string): string {
  return channelNames.get(channel) ?? inWords(channel);
}

const channelNames = new Map([
  ['whatsapp', 'WhatsApp'],
  ['instagram', 'Instagram'],
  ['messenger', 'Messenger'],
  ['email', 'Email'],
  ['sms', 'SMS'],
  ['telegram', 'Telegram'],
  ['line', 'LINE'],
  ['tiktok', 'TikTok'],
  ['web', 'Web chat'],
  ['api', 'API'],
]);
