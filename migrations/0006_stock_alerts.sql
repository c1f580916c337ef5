-- "Tell me when it is back": one open wish per customer and variant.

create table stock_alerts (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  customer_id uuid not null references leads (id) on delete cascade,
  conversation_id bigint not null,
  channel varchar(50) not null,

  product_name varchar(255) not null,
  -- Of the product or of one variant; null for something the catalogue does not have.
  product_sku varchar(100),
  product_url text,

  conversation_context text,
  customer_message text,
  -- Chatwoot's id of the message they asked in.
  request_message_id bigint,

  status varchar(50) not null default 'pending' check (
    status in ('pending', 'sending', 'notified', 'cancelled', 'expired')
  ),
  -- Why it is where it is, e.g. why it still waits or was cancelled.
  reason text,
  priority varchar(20) not null default 'high' check (priority in ('high', 'medium', 'low')),

  requested_at timestamptz not null,
  claimed_at timestamptz,
  notified_at timestamptz,
  expires_at timestamptz,
  -- Chatwoot's id of the message that told them.
  message_id bigint,

  tags text[] not null default '{stock_alert,important}',
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((notified_at is not null) = (status = 'notified'))
);
create unique index stock_alerts_open on stock_alerts (customer_id, coalesce(product_sku, lower(product_name)))
  where status in ('pending', 'sending');
create index stock_alerts_waiting on stock_alerts (product_sku, requested_at, id) where status = 'pending';
create index stock_alerts_claimed on stock_alerts (claimed_at) where status = 'sending';
create index stock_alerts_listed on stock_alerts (account_id, status, requested_at desc, id);
create index stock_alerts_product on stock_alerts (product_name);
