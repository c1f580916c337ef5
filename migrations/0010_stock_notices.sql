-- Telling those who wait: who is told of which unit, where, in which language, and not before when.

alter table stock_alerts
  add column inbox_id bigint,
  -- BCP 47: the language they will be told in.
  add column language text not null default 'en',
  -- The turn in which they asked last.
  add column turn_id uuid,
  -- Not to be tried before; null = at the next check.
  add column retry_at timestamptz,
  -- Whose unit the claim took, to be given back when they could not be told of it.
  add column claimed_sku varchar(100),
  -- `conversation:message` of each time they asked, so that a request that arrives twice is one.
  add column requests text[] not null default '{}';

update stock_alerts
   set requests = array[conversation_id || ':' || request_message_id]
 where request_message_id is not null;

update stock_alerts as alert
   set inbox_id = known.inbox_id, language = known.language
  from conversations as known
 where known.account_id = alert.account_id and known.conversation_id = alert.conversation_id;

create index stock_alerts_newest on stock_alerts (account_id, requested_at desc, id desc);

-- Units that came in and that nobody who waits has been told of: one customer is told per unit and restock.
alter table products add column unannounced_units integer not null default 0 check (unannounced_units >= 0);
alter table variants add column unannounced_units integer not null default 0 check (unannounced_units >= 0);

update products set unannounced_units = stock;
update variants set unannounced_units = stock;

-- A trigger, because whoever sets the stock (an import, the API, a shop system, the release before this one) must keep
-- this true: what came in is added, and there is never more to tell of than there is.
create function count_unannounced_units() returns trigger
language plpgsql
as $$
begin
  new.unannounced_units := case tg_op
    when 'INSERT' then new.stock
    else least(new.stock, old.unannounced_units + greatest(0, new.stock - old.stock))
  end;
  return new;
end
$$;
create trigger products_unannounced_units before insert or update of stock on products
  for each row execute function count_unannounced_units();
create trigger variants_unannounced_units before insert or update of stock on variants
  for each row execute function count_unannounced_units();

-- Input tokens that a provider had in its cache, and charges less for.
alter table turns add column cache_read_tokens integer not null default 0 check (cache_read_tokens >= 0);
