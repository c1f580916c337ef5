import { z } from 'zod';
import type { EmbeddingModel } from '../models/llm.ts';
import { invalid, notFound, Problem } from '../runtime/api/problem.ts';
import { cursor, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import type { Database } from '../store/postgres/pool.ts';
import { articleInput, type ArticleInput } from './knowledge.ts';
import { deleteArticle, listArticles, type ListedArticle } from './knowledge-store.ts';
import { readKnowledgeFile } from './knowledge-file.ts';
import { upsertArticle } from './learn.ts';

export interface KnowledgeApiDeps {
  readonly db: Database;
  readonly embeddings: () => Promise<EmbeddingModel>;
}

/** Microseconds since 1970, and an id. */
const position = z.tuple([z.number().int().min(0), z.uuid()]);
const instant = z.iso.datetime().nullable();

/** One text of the shop, as it is told. */
export const article = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  source: z.string().nullable(),
  chunks: z.number().int(),
  validFrom: instant,
  updatedAt: z.iso.datetime(),
});

const readKnowledge = route({
  method: 'GET',
  path: '/api/knowledge',
  role: 'viewer',
  summary: 'What the shop has told us, newest first.',
  params: nothing,
  query: z.strictObject({ limit: pageLimit, cursor: cursor(position).optional() }),
  body: noBody,
  answers: { 200: pageSchema(article) },
  async run({ db }: KnowledgeApiDeps, { query: { limit, cursor: at } }) {
    const after = at && { updatedAtMicros: at[0], id: at[1] };
    const read = await listArticles(db, { limit: limit + 1, after });
    const { items, nextCursor } = pageOf(read, limit, (one) => [one.updatedAtMicros, one.id]);
    return { status: 200, body: { items: items.map(told), nextCursor } };
  },
});

const noPages =
  'is no field: pages are not read by their address; send title and text, or save the page and send it as an .html file';

const given = z.strictObject(
  {
    title: articleInput.shape.title.optional(),
    text: articleInput.shape.text.optional(),
    source: articleInput.shape.source,
    validFrom: instant.optional(),
  },
  // Who sends an address expects it to be read, and learns what to send instead.
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' && issue.keys.join() === 'url' ? noPages : undefined,
  },
);

const addKnowledge = route({
  method: 'POST',
  path: '/api/knowledge',
  role: 'operator',
  summary: 'Adds a text or a text file (multipart/form-data), or replaces what the same source said before.',
  params: nothing,
  query: nothing,
  body: given,
  answers: { 201: z.strictObject({ id: z.uuid(), chunks: z.number().int() }) },
  upload: {
    types: ['multipart/form-data'],
    async run(deps: KnowledgeApiDeps, { contentType, bytes }) {
      const read = await readKnowledgeFile(bytes, contentType);
      return read instanceof Problem ? read : save(deps, read);
    },
  },
  async run(deps: KnowledgeApiDeps, { body: { title, text, source, validFrom } }) {
    if (title === undefined) return invalid([{ path: 'title', message: 'is missing; send it' }]);
    if (text === undefined) return invalid([{ path: 'text', message: 'is missing; send it' }]);
    return save(deps, { title, text, source, validFrom: validFrom ? new Date(validFrom) : null });
  },
});

const removeKnowledge = route({
  method: 'DELETE',
  path: '/api/knowledge/{id}',
  role: 'operator',
  summary: 'Forgets a text and all its passages.',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  answers: { 200: z.strictObject({ id: z.uuid() }) },
  async run({ db }: KnowledgeApiDeps, { params: { id } }) {
    return (await deleteArticle(db, id)) ? { status: 200, body: { id } } : notFound('There is no such text.');
  },
});

export const knowledgeRoutes = [readKnowledge, addKnowledge, removeKnowledge];

/** Longer texts are found by their words at once and get their vectors within ten minutes: nobody waits half a minute. */
const mostEmbedded = 40;

async function save({ db, embeddings }: KnowledgeApiDeps, input: ArticleInput) {
  const model = await embeddings();
  const few: EmbeddingModel = {
    ...model,
    id: model.id,
    embed: (texts) =>
      texts.length > mostEmbedded
        ? Promise.reject(new UpstreamUnavailable('Too many passages to embed while somebody waits'))
        : model.embed(texts),
  };
  const { id, chunks } = await upsertArticle({ db, embeddings: few }, input);
  return { status: 201 as const, body: { id, chunks } };
}

function told({ updatedAtMicros: _, ...one }: ListedArticle): z.infer<typeof article> {
  return { ...one, validFrom: one.validFrom?.toISOString() ?? null, updatedAt: one.updatedAt.toISOString() };
}
