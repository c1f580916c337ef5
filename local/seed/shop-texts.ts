import { articleInput, embeddedPassageText, passagesOf } from '../../lib/catalog/knowledge.ts';
import { embeddedProductText, productInput } from '../../lib/catalog/product.ts';
import { demoArticles } from './articles.ts';
import { demoProducts } from './products.ts';

/** Every text of the demo shop that is embedded, each once. */
export function shopTexts(): string[] {
  const products = demoProducts.map((given) => embeddedProductText(productInput.parse(given), ''));
  const passages = demoArticles
    .map((given) => articleInput.parse(given))
    .flatMap(({ title, text }) => passagesOf(text).map((passage) => embeddedPassageText(title, passage)));
  return [...new Set([...products, ...passages])];
}
