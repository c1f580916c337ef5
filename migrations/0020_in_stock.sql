-- Whether there is any of a product: of one with variants, of any of them. Kept with it, so that what is there and what is
-- sold out are walked along an index; summed up from variants, a page of what is sold out was looked for among all products.

alter table products add column in_stock boolean not null default false;

-- Volatile (as functions are), so that it sees what was committed while its caller waited for a lock.
create function is_in_stock(product uuid, own_stock integer) returns boolean
language sql
as $$
  select coalesce((select bool_or(stock > 0) from variants where product_id = product), own_stock > 0)
$$;

update products set in_stock = is_in_stock(id, stock);

-- Triggers, because whoever sets the stock (an import, the API, a shop system, the release before this one) must keep
-- this true.
create function keep_in_stock() returns trigger
language plpgsql
as $$
begin
  new.in_stock := is_in_stock(new.id, new.stock);
  return new;
end
$$;
create trigger products_in_stock before insert or update of stock on products
  for each row execute function keep_in_stock();

-- The product is locked before its variants are looked at: of two that sell out its last variants at once, the second
-- sees what the first has done. Whoever changes variants has locked it already.
create function keep_in_stock_of_whole() returns trigger
language plpgsql
as $$
begin
  perform from products where id in (old.product_id, new.product_id) order by id for no key update;
  update products
     set in_stock = not in_stock
   where id in (old.product_id, new.product_id) and in_stock <> is_in_stock(id, stock);
  return null;
end
$$;
create trigger variants_in_stock after insert or delete or update of stock, product_id on variants
  for each row execute function keep_in_stock_of_whole();

-- What there is and what there is not, by SKU and by how a SKU begins.
create index products_by_stock on products (in_stock, sku);
create index products_sku_beginning_by_stock on products (in_stock, lower(sku) collate "C", sku);
