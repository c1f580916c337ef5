import { z } from 'zod';
import { MalformedInput } from '../../../runtime/errors.ts';
import type { Tool, ToolCall } from '../../llm.ts';

const amount = z.number().int().nonnegative();

const variant = z.object({
  sku: z.string(),
  name: z.string(),
  priceCents: amount,
  stock: z.number().int().nullish(),
});

/** A product as `search_products` gives it. Null stock means that nobody counts it. */
const productRecord = z.object({
  id: z.string().min(1),
  sku: z.string().nullish(),
  name: z.string().min(1),
  description: z.string().nullish(),
  priceCents: amount.nullish(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .nullish(),
  stock: z.number().int().nullish(),
  url: z.string().nullish(),
  category: z.string().nullish(),
  variants: z.array(variant).nullish(),
  score: z.number(),
});
export type ProductRecord = z.infer<typeof productRecord>;
export type VariantRecord = z.infer<typeof variant>;

/** An article as `search_knowledge` gives it. */
const articleRecord = z.object({
  id: z.string().min(1),
  title: z.string(),
  text: z.string(),
  score: z.number(),
});
export type ArticleRecord = z.infer<typeof articleRecord>;

/** The tools of one answer, with a record of every call. */
export interface Lookup {
  products(query: string): Promise<ProductRecord[]>;
  articles(query: string): Promise<ArticleRecord[]>;
  readonly calls: readonly ToolCall[];
}

/** Finds the two searches among the given tools; one that is not given finds nothing. */
export function lookupWith(tools: readonly Tool[]): Lookup {
  const calls: ToolCall[] = [];
  async function search<T>(name: string, query: string, item: z.ZodType<T>): Promise<T[]> {
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) return [];
    const input = { query };
    const result = await tool.run(input);
    calls.push({ name, input, result });
    const parsed = z.object({ items: z.array(item) }).safeParse(result);
    if (parsed.success) return parsed.data.items;
    const where = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new MalformedInput(
      `The tool ${name} answered in another form than agreed, at: ${where || 'the whole result'}`,
    );
  }
  return {
    calls,
    products: (query) => search('search_products', query, productRecord),
    articles: (query) => search('search_knowledge', query, articleRecord),
  };
}
