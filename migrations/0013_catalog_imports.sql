-- Files of products on their way into the catalogue, and what shop systems told us.

-- A file that was checked and waits to be taken over, all of it or nothing. Rows lie here so that the products are
-- touched by one transaction only; they go with it. What was taken over stays on record, so that the job that does it
-- may come twice.
create table catalog_imports (
  id uuid primary key,
  created_at timestamptz not null default now(),
  merged_at timestamptz,
  products integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0
);
create index catalog_imports_oldest on catalog_imports (created_at);

create table catalog_import_rows (
  import_id uuid not null references catalog_imports (id) on delete cascade,
  sku text not null,
  name text not null,
  description text not null,
  price_cents integer not null,
  currency text not null,
  stock integer not null,
  url text,
  category text,
  primary key (import_id, sku)
);

-- Each event of a shop system once, with what became of it.
create table shop_events (
  source text not null,
  -- The shop system's own id of it: what makes a second delivery a second delivery.
  id text not null check (char_length(id) between 1 and 200),
  type text not null check (type in ('stock', 'product')),
  sku text not null,
  outcome text not null check (outcome in ('done', 'unknown-sku', 'has-variants', 'shared-sku', 'failed')),
  received_at timestamptz not null,
  handled_at timestamptz not null,
  primary key (source, id)
);
create index shop_events_listed on shop_events (received_at desc, source, id);
-- What came to nothing, for whoever looks after it.
create index shop_events_not_done on shop_events (received_at desc, source, id) where outcome <> 'done';
