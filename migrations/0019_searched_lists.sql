-- Products whose SKU begins with what somebody typed, upper case or lower, in the order of the alphabet whatever the
-- collation of the database: the SKU itself comes first, then what goes on after it.
create index products_sku_beginning on products (lower(sku) collate "C", sku);

-- What the shop has told us, changed last first; a page that ends between two texts of one moment goes on by their ids.
create index knowledge_articles_newest on knowledge_articles (updated_at desc, id desc);
