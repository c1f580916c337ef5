-- Whether somebody was claimed as one customer per unit or because all are told: whoever queues the notice again, after the
-- claim and before the queue somebody died, must know. Null in claims of an older release, which knew it in the queue only.
alter table stock_alerts add column claimed_policy text check (claimed_policy in ('one-per-unit', 'all'));
