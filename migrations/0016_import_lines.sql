-- A file that cannot be taken over after all says in which lines: a SKU may have become another product's variant since
-- it was checked. Zero in what was laid aside before.
alter table catalog_import_rows add column line integer not null default 0;
