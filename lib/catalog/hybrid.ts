/** One search by words and by meaning at once. */
export interface HybridSearch {
  /** What to look for among the words, lower case. */
  readonly words: readonly string[];
  /** The meaning of the question; null when it could not be had, and only words are looked for. */
  readonly meaning: Meaning | null;
  readonly limit: number;
}

/** A question's vector, and the model that made it: vectors of different models say nothing about each other. */
export interface Meaning {
  readonly vector: readonly number[];
  readonly model: string;
}

/** The parameters $1 to $4 of a statement with `bestOf`. */
export function searchParameters({ words, meaning, limit }: HybridSearch): readonly unknown[] {
  return [words, meaning === null ? null : JSON.stringify(meaning.vector), meaning?.model ?? null, limit];
}

/** A customer may paste a page; the first words say what they want. */
const mostWords = 64;
const longestWord = 100;

/** The words of a question: letters and digits only, each once. */
export function wordsOf(question: string): string[] {
  const words =
    question
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length <= longestWord))].slice(0, mostWords);
}

/**
 * The best rows of a table with `search`, `embedding` and `embedding_model`, as a chain of common table expressions
 * that ends in `best (id, rank, matched, score)`. Parameters: $1 words, $2 vector, $3 model, $4 limit. The first fifty
 * by words and the first fifty by meaning are fused by their ranks (reciprocal rank fusion, k = 60): ranks can be
 * added, scores of different kinds cannot. Without a vector and a model (null) nothing is near by meaning. `where` may
 * narrow the rows.
 */
export function bestOf(table: 'products' | 'knowledge_chunks', where = 'true'): string {
  return `
    wanted as (
      select wanted_words($1::text[]) as words, $2::halfvec(512) as meaning
    ),
    by_words as (
      select id, row_number() over (order by ts_rank(search, words) desc, id) as place
        from ${table} cross join wanted
       where search @@ words and ${where}
       order by place
       limit 50
    ),
    by_meaning as (
      select id, row_number() over (order by embedding <=> meaning, id) as place
        from ${table} cross join wanted
       where embedding_model = $3 and ${where}
       order by place
       limit 50
    ),
    fused as (
      select id,
             coalesce(1.0 / (60 + by_words.place), 0) + coalesce(1.0 / (60 + by_meaning.place), 0) as weight,
             by_words.id is not null as matched
        from by_words full join by_meaning using (id)
    ),
    best as (
      select id,
             row_number() over (order by weight desc, id)::integer as rank,
             matched,
             case when embedding_model = $3
               -- A vector of zeros has no direction.
               then greatest(0, coalesce(nullif(1 - (embedding <=> meaning), 'NaN'), 0))
               else 0
             end as score
        from fused join ${table} using (id) cross join wanted
       order by rank
       limit $4
    )`;
}
