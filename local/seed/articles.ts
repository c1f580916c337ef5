import type { ArticleInput } from '../../lib/catalog/knowledge.ts';
import { buyingRules } from './knowledge/buying.ts';
import { careAdvice } from './knowledge/care.ts';
import { serviceRules } from './knowledge/service.ts';
import { spanishRules } from './knowledge/spanish.ts';

/** What the demo shop knows besides its products, one short article a topic. */
export const demoArticles: ArticleInput[] = [
  ...buyingRules,
  ...serviceRules,
  ...careAdvice,
  ...spanishRules,
].map(([source, title, text]) => ({ source: `demo:${source}`, title, text }));
