-- What we promised to do at a time: follow-ups and appointments. Both are polled by what is due.

create table follow_ups (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  customer_id uuid not null references leads (id) on delete cascade,
  conversation_id bigint not null,
  channel text not null,
  purpose text not null,
  note text,
  due_at timestamptz not null,
  status text not null default 'pending' check (
    status in ('pending', 'sending', 'sent', 'cancelled', 'skipped', 'failed')
  ),
  reason text,
  claimed_at timestamptz,
  sent_at timestamptz,
  message_id bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (reason is not null or status not in ('cancelled', 'skipped', 'failed'))
);
-- One open follow-up a conversation: two promises about the same thing would be a nuisance.
create unique index follow_ups_open on follow_ups (account_id, conversation_id) where status in ('pending', 'sending');
create index follow_ups_due on follow_ups (due_at, id) where status = 'pending';
create index follow_ups_customer on follow_ups (customer_id);

create table appointments (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  customer_id uuid not null references leads (id) on delete cascade,
  conversation_id bigint not null,
  -- Who or what is booked: a person, a room, the shop itself.
  resource text not null default 'shop',
  purpose text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  status text not null default 'held' check (status in ('held', 'confirmed', 'cancelled', 'completed', 'missed')),
  -- A hold that was not confirmed by then is free again.
  held_until timestamptz,
  reminder_due_at timestamptz,
  reminded_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (ends_at > starts_at),
  check (held_until is not null or status <> 'held')
);
create unique index appointments_slot on appointments (account_id, resource, starts_at)
  where status in ('held', 'confirmed');
create index appointments_reminder_due on appointments (reminder_due_at, id)
  where status = 'confirmed' and reminded_at is null;
create index appointments_customer on appointments (customer_id);
