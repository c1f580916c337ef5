-- Who the customers are: one lead per Chatwoot contact, with what they said about themselves.
-- Personal data hangs on the lead by cascade, so that forgetting a person is one delete.

create table leads (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  contact_id bigint not null,
  identifier text,
  -- Where they last wrote from.
  channel text not null,
  language text,

  -- What the extraction agent fills in (LeadQualification).
  full_name text,
  email text,
  phone text,
  product_interest text,
  -- In cents of budget_currency.
  budget_mentioned integer check (budget_mentioned >= 0),
  budget_currency text check (budget_currency ~ '^[A-Z]{3}$'),
  urgency text check (urgency in ('high', 'medium', 'low')),
  engagement_score smallint check (engagement_score between 0 and 100),
  intent_score smallint check (intent_score between 0 and 100),
  fit_score smallint check (fit_score between 0 and 100),
  should_tag text[] not null default '{}',
  should_notify_human boolean not null default false,
  follow_up_recommended boolean not null default false,
  missing_information text[] not null default '{}',

  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (account_id, contact_id),
  check ((budget_mentioned is null) = (budget_currency is null))
);
create index leads_last_seen on leads (account_id, last_seen_at desc, id);
-- Orders name their customer by phone or e-mail.
create index leads_email on leads (lower(email)) where email is not null;
create index leads_phone on leads (phone) where phone is not null;

-- Each thing a customer stated, with the message it stands in. The newest statement is the lead's value.
create table lead_facts (
  id uuid primary key default gen_random_uuid(),
  lead_id uuid not null references leads (id) on delete cascade,
  field text not null check (field ~ '^[a-z][a-z_]{0,39}$'),
  value text not null check (char_length(value) between 1 and 500),
  conversation_id bigint not null,
  message_id bigint not null,
  noted_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (lead_id, field, message_id, value)
);

-- What a customer allowed or forbade, per channel and purpose. Rows are only added; the newest one holds.
create table consents (
  id uuid primary key default gen_random_uuid(),
  lead_id uuid not null references leads (id) on delete cascade,
  channel text not null,
  purpose text not null check (purpose in ('marketing', 'service')),
  state text not null check (state in ('granted', 'withdrawn')),
  source text not null,
  -- The message they said it in, where there is one.
  message_id bigint,
  recorded_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index consents_current on consents (lead_id, channel, purpose, recorded_at desc);
