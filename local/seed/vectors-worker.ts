import { parentPort } from 'node:worker_threads';
import { articleInput, embeddedPassageText, passagesOf } from '../../lib/catalog/knowledge.ts';
import { embeddedProductText, productInput } from '../../lib/catalog/product.ts';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import { demoArticles } from './articles.ts';
import { demoProducts } from './products.ts';

/** A thread that makes the vectors of all texts of the demo shop, tells them and ends. */
const products = demoProducts.map((given) => embeddedProductText(productInput.parse(given), ''));
const passages = demoArticles
  .map((given) => articleInput.parse(given))
  .flatMap(({ title, text }) => passagesOf(text).map((passage) => embeddedPassageText(title, passage)));
const texts = [...new Set([...products, ...passages])];
const vectors = await builtInEmbeddings().embed(texts);
parentPort?.postMessage(texts.map((text, at) => [text, vectors[at]]));
