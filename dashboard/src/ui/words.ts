/** `product_inquiry` and `handed-over` as a person writes them. */
export function inWords(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return ownWords.get(words) ?? words.charAt(0).toUpperCase() + words.slice(1);
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

/** `de` as `German`; what is no known code stays as it is. */
export function languageName(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/** How a channel is spelt by those who run it. */
export function channelName(channel: string): string {
  return channelNames.get(channel) ?? inWords(channel);
}

const ownWords = new Map([
  ['faq', 'FAQ'],
  ['return refund', 'Return or refund'],
]);

const languages = new Intl.DisplayNames('en', { type: 'language' });

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
