-- What the shop sells and knows, searchable by words and by meaning.
--
-- Words: 'simple' keeps names, SKUs and every other language as they are written; 'english' adds stems, so that "lamps"
-- finds "lamp". English stems on words of other languages do no harm, because the search stems its words the same way.
-- Meaning: the vector says which model made it and of which text, so that only vectors of one model are ever compared
-- and a text that did not change is not embedded again. No vector index: below about 50,000 rows an exact scan is
-- fast, and finds everything.

create table products (
  id uuid primary key default gen_random_uuid(),
  sku text not null unique check (char_length(sku) between 1 and 100),
  name text not null,
  description text not null default '',
  price_cents integer not null check (price_cents >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stock integer not null check (stock >= 0),
  url text,
  category text,
  -- Names of the variants, so that "terracotta" finds the cover that comes in terracotta.
  variant_names text not null default '',
  embedding halfvec(512),
  embedding_model text,
  embedded_text_hash text,
  search tsvector not null generated always as (
    setweight(to_tsvector('simple', sku || ' ' || name), 'A')
    || setweight(to_tsvector('english', name), 'A')
    || setweight(to_tsvector('simple', coalesce(category, '') || ' ' || variant_names), 'B')
    || setweight(to_tsvector('english', coalesce(category, '') || ' ' || variant_names), 'B')
    || setweight(to_tsvector('simple', description), 'C')
    || setweight(to_tsvector('english', description), 'C')
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((embedding is null) = (embedding_model is null))
);
create index products_search on products using gin (search);

create table variants (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references products (id) on delete cascade,
  sku text not null unique check (char_length(sku) between 1 and 100),
  name text not null,
  price_cents integer not null check (price_cents >= 0),
  stock integer not null check (stock >= 0),
  position smallint not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index variants_product on variants (product_id, position);

create table knowledge_articles (
  id uuid primary key default gen_random_uuid(),
  -- Where it comes from (an address, a file name); the same source again replaces the article.
  source text unique,
  title text not null,
  text text not null,
  -- Not told before, not told after.
  valid_from timestamptz,
  valid_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table knowledge_chunks (
  id uuid primary key default gen_random_uuid(),
  article_id uuid not null references knowledge_articles (id) on delete cascade,
  position smallint not null,
  -- The article's title, repeated so that each chunk is found by it.
  title text not null,
  text text not null,
  embedding halfvec(512),
  embedding_model text,
  embedded_text_hash text,
  search tsvector not null generated always as (
    setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('english', title), 'A')
    || setweight(to_tsvector('simple', text), 'C')
    || setweight(to_tsvector('english', text), 'C')
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (article_id, position),
  check ((embedding is null) = (embedding_model is null))
);
create index knowledge_chunks_search on knowledge_chunks using gin (search);

-- What to look for among the words of a question: any of them, as written or by its English stem. Words that carry no
-- meaning are left out, else every text would match. They are those of the language that has most of them in the
-- question; so "hat" stays a hat in English, though German says it for "has". A question of nothing else keeps them.
create function wanted_words(question text[]) returns tsquery
language sql stable parallel safe
as $$
  with word as (
    select distinct unnest(question) as word
  ),
  empty_words as (
    select array_agg(word) as words
      from word
     cross join unnest(array[
       'english_stem', 'spanish_stem', 'portuguese_stem', 'french_stem', 'german_stem', 'italian_stem', 'dutch_stem'
     ]) with ordinality as language (dictionary, preference)
     where ts_lexize(dictionary::regdictionary, word) = '{}'
     group by dictionary, preference
     order by count(*) desc, preference
     limit 1
  ),
  kept as (
    select word from word where word <> all (coalesce((select words from empty_words), '{}'))
  ),
  used as (
    select word from kept
    union all
    select word from word where not exists (select from kept)
  )
  select coalesce(string_agg(distinct quote_literal(term), ' | '), '')::tsquery
    from used
   cross join unnest(word || ts_lexize('english_stem', word)) as term
$$;
