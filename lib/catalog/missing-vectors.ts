import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { embeddedPassageText } from './knowledge.ts';
import { embeddedProductText } from './product.ts';

/** A text without a vector of the model in use. */
export interface MissingVector {
  readonly id: string;
  readonly text: string;
  /** What the text is known by now; null if it never was. */
  readonly knownHash: string | null;
}

/** A vector that was made for it. */
export interface MadeVector extends MissingVector {
  readonly vector: readonly number[];
  readonly textHash: string;
}

type Table = 'products' | 'knowledge_chunks';

/** Products without a vector of this model, the newest first. */
export async function productsToEmbed(db: Db, wanted: Wanted): Promise<MissingVector[]> {
  const { rows } = await db.query(
    `select id, sku, name, description, price_cents as "priceCents", currency, stock, url, category,
            variant_names as "variantNames", embedded_text_hash as "knownHash"
       from products
      where ${lacksVector}
      order by updated_at desc, id
      limit $2`,
    [wanted.model, wanted.limit],
  );
  return z
    .array(productRow)
    .parse(rows)
    .map(({ id, knownHash, variantNames, ...product }) => ({
      id,
      knownHash,
      text: embeddedProductText(product, variantNames),
    }));
}

/** Passages without a vector of this model, the newest first. */
export async function passagesToEmbed(db: Db, wanted: Wanted): Promise<MissingVector[]> {
  const { rows } = await db.query(
    `select id, title, text, embedded_text_hash as "knownHash"
       from knowledge_chunks
      where ${lacksVector}
      order by updated_at desc, id
      limit $2`,
    [wanted.model, wanted.limit],
  );
  return z
    .array(passageRow)
    .parse(rows)
    .map(({ id, title, text, knownHash }) => ({ id, knownHash, text: embeddedPassageText(title, text) }));
}

interface Wanted {
  model: string;
  limit: number;
}

/** Saves vectors; one whose text was changed meanwhile is not saved. Returns how many were. */
export async function saveVectors(
  db: Db,
  table: Table,
  { model, made }: { model: string; made: readonly MadeVector[] },
): Promise<number> {
  const parameters = made.map(({ id, vector, knownHash, textHash }) => ({
    id,
    vector: JSON.stringify(vector),
    knownHash,
    textHash,
  }));
  const { rowCount } = await db.query(
    `with made as (
       select *
         from jsonb_to_recordset($2::jsonb) as made (id uuid, vector text, "knownHash" text, "textHash" text)
     ),
     -- In one order everywhere, so that runs and imports at once wait for each other instead of locking each other out.
     held as (
       select id from ${table} where id in (select id from made) order by ${lockOrder[table]} for update
     )
     update ${table} as row
        set embedding = vector::halfvec(512), embedding_model = $1, embedded_text_hash = "textHash"
       from made join held using (id)
      where row.id = made.id and row.embedded_text_hash is not distinct from "knownHash"`,
    [model, JSON.stringify(parameters)],
  );
  return rowCount;
}

const lockOrder: Readonly<Record<Table, string>> = {
  products: 'sku',
  knowledge_chunks: 'article_id, position',
};

/** How many products and passages have no vector of this model. */
export async function countMissing(db: Db, model: string): Promise<number> {
  const { rows } = await db.query(
    `select (select count(*) from products where ${lacksVector})
          + (select count(*) from knowledge_chunks where ${lacksVector}) as count`,
    [model],
  );
  const [{ count }] = z.tuple([z.object({ count: z.coerce.number() })]).parse(rows);
  return count;
}

/** The same as `is distinct from $1`, in words an index can answer. */
const lacksVector = `(embedding_model is null or embedding_model < $1 or embedding_model > $1)`;

const productRow = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  priceCents: z.number(),
  currency: z.string(),
  stock: z.number(),
  url: z.string().nullable(),
  category: z.string().nullable(),
  variantNames: z.string(),
  knownHash: z.string().nullable(),
});

const passageRow = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  knownHash: z.string().nullable(),
});
