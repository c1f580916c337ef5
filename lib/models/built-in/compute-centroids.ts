import { intents } from './lexicons/lexicon.ts';
import type { Intent } from './lexicons/lexicon.ts';
import type { EmbeddingModel } from '../llm.ts';

/** One mean vector of length 1 per intent, and the model they belong to. */
export interface Centroids {
  readonly model: string;
  readonly vectors: Readonly<Record<Intent, readonly number[]>>;
}

/** Four digits keep cosines to within 0.001 and halve the file. */
const digits = 4;

/**
 * Computes what `routing-centroids.json` holds from the example sentences in `evals/routing/examples.json`. They are kept
 * in the repository since computing them takes seconds and a start of the worker has none.
 */
export async function computeCentroids(
  { embeddings }: { embeddings: EmbeddingModel },
  examples: Readonly<Record<Intent, readonly string[]>>,
): Promise<Centroids> {
  const vectors: [Intent, number[]][] = [];
  for (const intent of intents) vectors.push([intent, mean(await embeddings.embed(examples[intent]))]);
  return { model: embeddings.id, vectors: byIntent(vectors) };
}

function byIntent(entries: readonly [Intent, number[]][]): Record<Intent, number[]> {
  const found = new Map(entries);
  const of = (intent: Intent): number[] => found.get(intent) ?? [];
  return {
    product_inquiry: of('product_inquiry'),
    purchase_intent: of('purchase_intent'),
    order_status: of('order_status'),
    complaint: of('complaint'),
    return_refund: of('return_refund'),
    stock_alert: of('stock_alert'),
    appointment: of('appointment'),
    faq: of('faq'),
    human_request: of('human_request'),
    campaign_reply: of('campaign_reply'),
    opt_out: of('opt_out'),
    greeting_smalltalk: of('greeting_smalltalk'),
    spam: of('spam'),
    abuse: of('abuse'),
    other: of('other'),
  };
}

function mean(vectors: readonly (readonly number[])[]): number[] {
  const [first = []] = vectors;
  const sum = first.map((_, at) => vectors.reduce((total, vector) => total + (vector[at] ?? 0), 0));
  const length = Math.hypot(...sum);
  return sum.map((value) => Number((value / length).toFixed(digits)));
}
