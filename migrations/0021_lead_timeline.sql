-- What happened with one customer is read from the newest end of an index for each kind of event, however long they have been
-- with the shop.

create index conversations_of_lead on conversations (lead_id, last_turn_at desc, conversation_id desc);
drop index conversations_lead;

-- By the last thing that happened to a wish: the newest fifty wishes then hold the newest fifty events. Nothing changes a wish
-- that is over any more, so that its last change is its end.
create index stock_alerts_of_customer on stock_alerts (
  customer_id,
  greatest(requested_at, notified_at, case when status in ('cancelled', 'expired') then updated_at end) desc
);

create index consents_of_lead on consents (lead_id, recorded_at desc, created_at desc);
