-- Every write the assistant or a person made to the CRM: who, why, what it was before. Undoing is a row of its own.

create table audit (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null,
  lead_id uuid references leads (id) on delete cascade,
  -- `assistant`, `user:{id}`, `system`.
  actor text not null,
  action text not null,
  target_kind text not null,
  target_id text not null,
  reason text not null,
  turn_id uuid,
  before jsonb,
  after jsonb,
  at timestamptz not null,
  undo_of uuid unique references audit (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index audit_listed on audit (account_id, at desc, id);
create index audit_lead on audit (lead_id) where lead_id is not null;
