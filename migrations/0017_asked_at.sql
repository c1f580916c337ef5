-- How long a customer waited counts from when they wrote, not from when their turn began. Null in turns of an older release.
alter table turns add column asked_at timestamptz;
