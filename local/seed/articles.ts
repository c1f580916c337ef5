import type { ArticleInput } from '../../lib/catalog/knowledge.ts';
import { buyingRules } from './knowledge/buying.ts';
import { careAdvice } from './knowledge/care.ts';
import { serviceRules } from './knowledge/service.ts';
import { dutchRules } from './knowledge/dutch.ts';
import { frenchRules } from './knowledge/french.ts';
import { germanRules } from './knowledge/german.ts';
import { italianRules } from './knowledge/italian.ts';
import { portugueseRules } from './knowledge/portuguese.ts';
import { spanishRules } from './knowledge/spanish.ts';

/** What the demo shop knows besides its products, one short article a topic. */
export const demoArticles: ArticleInput[] = [
  ...buyingRules,
  ...serviceRules,
  ...careAdvice,
  ...spanishRules,
  ...portugueseRules,
  ...frenchRules,
  ...germanRules,
  ...italianRules,
  ...dutchRules,
].map(([source, title, text]) => ({ source: `demo:${source}`, title, text }));
