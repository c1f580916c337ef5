-- One unit is told of once: how many were told of since it last came in, when that was, and who is being told just now.

alter table products
  -- Customers told since stock last rose: they may be on their way to the shop.
  add column told_units integer not null default 0 check (told_units >= 0),
  -- When stock last rose. It tells one restock from the next; it is compared with no other clock.
  add column restocked_at timestamptz not null default now();
alter table variants
  add column told_units integer not null default 0 check (told_units >= 0),
  add column restocked_at timestamptz not null default now();

-- Whether their notice was let go: from then on it counts as said, until it is known not to be.
alter table stock_alerts add column telling boolean not null default false;

-- A cancelled wish keeps its claim until its notice has looked whether it was said.
create index stock_alerts_open_claims on stock_alerts (claimed_sku)
  where claimed_sku is not null and status in ('sending', 'cancelled');

-- Volatile (as functions are), so that it sees what was committed while its caller waited for a lock.
create function open_claims(wanted text) returns integer
language sql
as $$
  select count(*)::integer
    from stock_alerts
   where claimed_sku = wanted and status in ('sending', 'cancelled')
$$;

-- What came in is added, and there is never more to tell of than there is, less what somebody is being told of or was
-- told of since stock last rose.
create or replace function count_unannounced_units() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    new.unannounced_units := new.stock;
  else
    new.unannounced_units := old.unannounced_units;
    if new.stock > old.stock then
      new.unannounced_units := old.unannounced_units + new.stock - old.stock;
      new.told_units := 0;
      new.restocked_at := clock_timestamp();
    end if;
  end if;
  new.unannounced_units := greatest(
    0, least(new.unannounced_units, new.stock - new.told_units - open_claims(new.sku))
  );
  return new;
end
$$;
