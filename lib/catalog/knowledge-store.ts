import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { bestOf, searchParameters, type HybridSearch } from './hybrid.ts';
import { foundKnowledge, type Article, type FoundKnowledge } from './knowledge.ts';
import type { Embedded } from './store.ts';

/** A part of an article, with its vector. */
export interface Passage {
  readonly text: string;
  readonly embedded: Embedded;
}

/** The passages that fit a question best among those that hold at `now`, best first. */
export async function findKnowledge(db: Db, search: HybridSearch & { now: Date }): Promise<FoundKnowledge[]> {
  const holdsNow = `exists (
    select from knowledge_articles as article
     where article.id = article_id
       and (article.valid_from is null or article.valid_from <= $5)
       and (article.valid_until is null or article.valid_until > $5)
  )`;
  const { rows } = await db.query(
    `with ${bestOf('knowledge_chunks', holdsNow)}
     select 'knowledge:' || id as id, title, text, rank, score, matched as "matchedWords"
       from best
       join knowledge_chunks using (id)
      order by rank`,
    [...searchParameters(search), search.now],
  );
  return z.array(foundKnowledge).parse(rows);
}

/** Hashes of the texts whose vectors of this model the article already has, each at its place. */
export async function embeddedPassages(
  db: Db,
  { source, model }: { source: string | null; model: string },
): Promise<Map<number, string>> {
  const { rows } = await db.query(
    `select position, embedded_text_hash as hash
       from knowledge_chunks as chunk
       join knowledge_articles as article on article.id = chunk.article_id
      where article.source = $1 and embedding_model = $2`,
    [source, model],
  );
  const known = z.array(z.object({ position: z.number(), hash: z.string() })).parse(rows);
  return new Map(known.map(({ position, hash }) => [position, hash]));
}

/**
 * Adds an article, or replaces the one of the same source; passages that stay at their place keep their ids, so that
 * receipts of old answers still point to them. All or nothing. Returns the article's id.
 */
export async function saveArticle(db: Db, article: Article, passages: readonly Passage[]): Promise<string> {
  const { rows } = await db.query(saveArticleSql, [
    article.source,
    article.title,
    article.text,
    article.validFrom,
    article.validUntil,
    JSON.stringify(passages.map(passageParameter)),
  ]);
  const [saved] = z.tuple([z.object({ id: z.uuid() })]).parse(rows);
  return saved.id;
}

function passageParameter({ text, embedded }: Passage, position: number) {
  return {
    position,
    text,
    vector: embedded.vector === null ? null : JSON.stringify(embedded.vector),
    model: embedded.vector === null ? null : embedded.model,
    hash: embedded.textHash,
  };
}

/** A vector is kept only while nobody changed the text it was made from. */
const textIsTheSame = `chunk.embedded_text_hash = excluded.embedded_text_hash`;

const saveArticleSql = `
  with article as (
    insert into knowledge_articles (source, title, text, valid_from, valid_until)
    values ($1, $2, $3, $4, $5)
    on conflict (source) do update set
      title = excluded.title,
      text = excluded.text,
      valid_from = excluded.valid_from,
      valid_until = excluded.valid_until,
      updated_at = now()
    returning id
  ),
  passages as (
    insert into knowledge_chunks as chunk (
      article_id, position, title, text, embedding, embedding_model, embedded_text_hash
    )
    select article.id, position, $2, text, vector::halfvec(512), model, hash
      from article
     cross join jsonb_to_recordset($6::jsonb) as given (
       position smallint, text text, vector text, model text, hash text
     )
    on conflict (article_id, position) do update set
      title = excluded.title,
      text = excluded.text,
      embedding = case
        when excluded.embedding is not null then excluded.embedding
        when ${textIsTheSame} then chunk.embedding
      end,
      embedding_model = case
        when excluded.embedding is not null then excluded.embedding_model
        when ${textIsTheSame} then chunk.embedding_model
      end,
      embedded_text_hash = excluded.embedded_text_hash,
      updated_at = now()
  ),
  gone as (
    delete from knowledge_chunks
     using article
     where article_id = article.id and position >= jsonb_array_length($6::jsonb)
  )
  select id from article`;

const listedArticle = z.object({
  id: z.uuid(),
  title: z.string(),
  source: z.string().nullable(),
  chunks: z.number().int(),
  validFrom: z.date().nullable(),
  updatedAt: z.date(),
  /** The same moment to the microsecond, since 1970: what a `Date` rounds off would be passed over between two pages. */
  updatedAtMicros: z.coerce.number().int(),
});
export type ListedArticle = z.infer<typeof listedArticle>;

/** What is known, changed last first. */
export async function listArticles(
  db: Db,
  { limit, after }: { limit: number; after?: Pick<ListedArticle, 'updatedAtMicros' | 'id'> | undefined },
): Promise<ListedArticle[]> {
  const { rows } = await db.query(
    `select id, title, source, valid_from as "validFrom", updated_at as "updatedAt",
            (extract(epoch from updated_at) * 1000000)::bigint as "updatedAtMicros",
            (select count(*)::integer from knowledge_chunks where article_id = article.id) as chunks
       from knowledge_articles as article
      where $2::float8 is null
         or (updated_at, id) < (timestamptz 'epoch' + $2 * interval '1 microsecond', $3::uuid)
      order by updated_at desc, id desc
      limit $1`,
    [limit, after?.updatedAtMicros ?? null, after?.id ?? null],
  );
  return z.array(listedArticle).parse(rows);
}

/** Forgets an article with its passages. False if there is none. */
export async function deleteArticle(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from knowledge_articles where id = $1', [id]);
  return rowCount > 0;
}
