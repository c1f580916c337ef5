/** The languages the built-in model reads and writes. */
export const languages = ['en', 'es', 'pt', 'fr', 'de', 'it', 'nl'] as const;
export type Language = (typeof languages)[number];

/** Same words as the router's verdict; an edge does not import the slice, a test compares the two lists. */
export const intents = [
  'product_inquiry',
  'purchase_intent',
  'order_status',
  'complaint',
  'return_refund',
  'stock_alert',
  'appointment',
  'faq',
  'human_request',
  'campaign_reply',
  'opt_out',
  'greeting_smalltalk',
  'spam',
  'abuse',
  'other',
] as const;
export type Intent = (typeof intents)[number];

/**
 * What the built-in model knows of one language. All lists are written as people write (accents are folded when read),
 * separated by commas. In phrases `…` stands for up to {@link maxGap} characters, a final `*` for any ending, and a
 * leading `!` says that the phrase settles the matter.
 */
export interface Lexicon {
  readonly language: Language;
  /** Phrases that speak for an intent. */
  readonly phrases: Readonly<Partial<Record<Intent, string>>>;
  /** Words which, sent alone, ask the shop to stop writing. */
  readonly optOutWords: string;
  /** Greetings, thanks and goodbyes. A message of nothing else is small talk; else they are set aside. */
  readonly pleasantries: string;
  /** How questions and requests begin, for customers who leave out the question mark. */
  readonly questionStarts: string;
  /** Words that say nothing about which product or rule is meant. */
  readonly fillers: string;
  /** Words for what a customer asks of a product. */
  readonly asks: Readonly<Record<Ask, string>>;
  readonly positive: string;
  readonly negative: string;
  readonly negations: string;
  /** `word=english words`, so that the English embedding model understands the gist. */
  readonly gloss: string;
}

/** `price` and `stock` are answered from the record's fields, `browse` from the names found. */
export type Ask = 'price' | 'stock' | 'browse';

/** Longest stretch of text that `…` in a phrase may stand for. */
export const maxGap = 40;
