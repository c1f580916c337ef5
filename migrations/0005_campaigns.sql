-- Campaigns and each recipient's own state.

create table campaigns (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  name varchar(255) not null,
  product_name varchar(255),
  product_url text,
  product_description text,
  target_channel varchar(50) not null check (target_channel in ('instagram', 'whatsapp', 'both', 'any')),
  target_count integer check (target_count > 0),
  status varchar(50) not null default 'draft' check (
    status in ('draft', 'analyzed', 'approved', 'active', 'paused', 'completed', 'stopped')
  ),
  -- Why it paused or stopped, if it did.
  status_reason text,
  -- Features, benefits and selling points the campaign agent found.
  analysis jsonb,

  sent_count integer not null default 0 check (sent_count >= 0),
  response_count integer not null default 0 check (response_count >= 0),
  conversion_count integer not null default 0 check (conversion_count >= 0),
  click_count integer not null default 0 check (click_count >= 0),

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  approved_at timestamptz,
  approved_by varchar(255),
  -- When it is to start, if not at once.
  starts_at timestamptz,
  launched_at timestamptz,
  completed_at timestamptz,
  -- The pump's last sign of life.
  heartbeat_at timestamptz,

  created_by varchar(255),
  settings jsonb not null default '{}'
);
create index campaigns_listed on campaigns (account_id, created_at desc, id);
create index campaigns_running on campaigns (starts_at) where status = 'active';

create table campaign_messages (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references campaigns (id) on delete cascade,
  customer_id uuid not null references leads (id) on delete cascade,
  -- Chatwoot's display id; null until there is a conversation.
  conversation_id bigint,
  channel varchar(50) not null,

  -- Written before it is sent; a recipient who is never written to has none.
  message_content text,
  personalization_data jsonb,
  -- The tracked link /l/{code}.
  link_code text unique,

  status varchar(50) not null default 'pending' check (
    status in (
      'pending', 'queued', 'sending', 'sent', 'delivered', 'read', 'responded', 'failed', 'skipped', 'deferred'
    )
  ),
  reason text,
  deferred_until timestamptz,
  -- Chatwoot's id of the message.
  message_id bigint,
  claimed_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  responded_at timestamptz,
  clicked_at timestamptz,
  converted_at timestamptz,

  customer_responded boolean not null default false,
  response_content text,
  needs_human_review boolean not null default false,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Nobody gets the same campaign twice.
  unique (campaign_id, customer_id),
  check (message_content is not null or status in ('pending', 'queued', 'failed', 'skipped', 'deferred')),
  check (reason is not null or status not in ('failed', 'skipped', 'deferred')),
  check (deferred_until is not null or status <> 'deferred')
);
create index campaign_messages_customer on campaign_messages (customer_id);
create index campaign_messages_status on campaign_messages (campaign_id, status);
create index campaign_messages_due on campaign_messages (campaign_id, deferred_until nulls first, id)
  where status in ('pending', 'deferred');
create index campaign_messages_claimed on campaign_messages (claimed_at) where status in ('queued', 'sending');
-- A reply or a delivery report names the conversation.
create index campaign_messages_conversation on campaign_messages (conversation_id) where conversation_id is not null;
