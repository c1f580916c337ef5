import { free, type LanguageModel, type Usage, type Utterance } from '../models/llm.ts';
import { pickProductPrompt } from './pick-product.prompt.ts';
import { productPick, type PickableProduct } from './product-pick.ts';

/** A product that search found, as far as picking needs it. */
export type Candidate = PickableProduct & { readonly id: string };

export interface PickProductDeps<P extends Candidate> {
  model: LanguageModel;
  products: (query: string) => Promise<readonly P[]>;
}

/** The product a customer means, and its variant where they named one. `product` is undefined when it cannot be told. */
export interface Picked<P extends Candidate> {
  product: P | undefined;
  variantSku: string | null;
  model: string;
  usage: Usage;
}

/** A wrong wish is worse than a question back. */
const leastConfidence = 0.6;
const candidatesShown = 12;

/**
 * Finds out which product the customer's words are about: searches for them and for what was spoken of before, and has
 * the model choose among what was found. Throws UpstreamUnavailable when the catalogue cannot be read.
 */
export async function pickProduct<P extends Candidate>(
  { model, products }: PickProductDeps<P>,
  { text, history, signal }: { text: string; history: readonly Utterance[]; signal?: AbortSignal },
): Promise<Picked<P>> {
  const found = await Promise.all(queriesOf(text, history).map((query) => products(query)));
  const candidates = [...new Map(found.flat().map((product) => [product.id, product])).values()].slice(
    0,
    candidatesShown,
  );
  if (candidates.length === 0) return { product: undefined, variantSku: null, model: model.id, usage: free };
  const { value, ...answered } = await model.decide({
    task: 'pick-product',
    prompt: pickProductPrompt(),
    text,
    history,
    records: candidates.map(shown),
    schema: productPick,
    signal,
  });
  const product =
    value.confidence < leastConfidence ? undefined : candidates.find(({ sku }) => sku === value.sku);
  const known = product?.variants.some(({ sku }) => sku === value.variantSku) === true;
  return {
    product,
    variantSku: known ? value.variantSku : null,
    model: answered.model,
    usage: answered.usage,
  };
}

/** "Tell me when it is back" names nothing: what was said before does. */
function queriesOf(text: string, history: readonly Utterance[]): string[] {
  const before = history.slice(-4).map((said) => said.text);
  const context = before.join('\n').slice(-1500);
  return context === '' ? [text] : [text, context];
}

function shown({ sku, name, category, stock, variants }: Candidate): PickableProduct {
  return { sku, name, category, stock, variants };
}
