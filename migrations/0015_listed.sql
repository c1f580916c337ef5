-- Every list of the API is read by an index, in the order it is told in, from where the page before ended.

-- Who waits for a person, the longest first; and the conversations that nobody waits in, the newest turn first.
create index conversations_waiting on conversations (account_id, priority, waiting_since, conversation_id)
  where waiting_since is not null;
drop index conversations_queue;
create index conversations_recent on conversations (account_id, priority, last_turn_at desc, conversation_id desc)
  where waiting_since is null;

-- A page that ends between two rows of one moment goes on by their ids: these must run the same way as the times.
create index leads_newest on leads (account_id, last_seen_at desc, id desc);
drop index leads_last_seen;
create index stock_alerts_by_status on stock_alerts (account_id, status, requested_at desc, id desc);
drop index stock_alerts_listed;
