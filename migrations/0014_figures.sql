-- The figures of today and of this month are read from the newest end of one index, however long the shop has been there.
create index turns_figures on turns (account_id, started_at)
  include (conversation_id, outcome, answered_at, cost_usd);
