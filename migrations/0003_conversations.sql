-- Conversations as Chatwoot numbers them (conversation_id is its display id), every turn taken in them, and what a
-- person still has to look at.

create table conversations (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  conversation_id bigint not null,
  lead_id uuid not null references leads (id) on delete cascade,
  inbox_id bigint not null,
  channel text not null,
  owner text not null default 'bot' check (owner in ('bot', 'person')),
  paused boolean not null default false,
  -- Since when the customer waits for a person; null while nobody does.
  waiting_since timestamptz,

  -- As the newest turn saw it, for the queue.
  intent text not null,
  priority text not null check (priority in ('high', 'medium', 'low')),
  sentiment real not null check (sentiment between -1 and 1),
  language text not null,
  route text not null,
  reason text not null,
  last_turn_at timestamptz not null,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (account_id, conversation_id)
);
create index conversations_lead on conversations (lead_id);
create index conversations_queue on conversations (account_id, priority, waiting_since) where waiting_since is not null;

create table turns (
  -- Given by the turn itself: a record that comes twice is one row.
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  conversation_id bigint not null,
  message_ids bigint[] not null,
  intent text not null,
  priority text not null check (priority in ('high', 'medium', 'low')),
  sentiment real not null check (sentiment between -1 and 1),
  language text not null,
  route text not null check (route in ('high_priority', 'agent', 'automated', 'campaign', 'stock_alert')),
  confidence real not null check (confidence between 0 and 1),
  reason text not null,
  escalation_reason text,
  tools text[] not null,
  -- [{claim, recordId}]: each fact stated and the record it came from.
  receipts jsonb not null check (jsonb_typeof(receipts) = 'array'),
  model text not null,
  input_tokens integer not null check (input_tokens >= 0),
  output_tokens integer not null check (output_tokens >= 0),
  -- A turn costs fractions of a cent.
  cost_usd numeric(12, 8) not null check (cost_usd >= 0),
  started_at timestamptz not null,
  answered_at timestamptz,
  outcome text not null check (outcome in ('answered', 'handed-off', 'withheld', 'drafted')),
  created_at timestamptz not null default now(),
  foreign key (account_id, conversation_id) references conversations (account_id, conversation_id) on delete cascade
);
create index turns_conversation on turns (account_id, conversation_id, started_at);
create index turns_started on turns (started_at);

-- No reference to conversations: a conversation that failed before its first record belongs here most of all.
create table worklist (
  -- Given by whoever reports it: a report that comes twice is one row.
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  conversation_id bigint not null,
  kind text not null check (kind in ('handed-over', 'failed', 'withheld')),
  message_ids bigint[] not null,
  reason text not null,
  since timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  created_at timestamptz not null default now(),
  check ((resolved_at is null) = (resolved_by is null))
);
create index worklist_open on worklist (account_id, since, id) where resolved_at is null;
create index worklist_conversation on worklist (account_id, conversation_id);
