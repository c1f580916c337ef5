-- On RDS the functions sign in by IAM as the role `frontdesk`, which may read and write rows and nothing else.
-- Everywhere else the user of DATABASE_URL owns the tables and there is nothing to do.
do $$
begin
  if not exists (select from pg_roles where rolname = 'rds_iam') then
    return;
  end if;
  if not exists (select from pg_roles where rolname = 'frontdesk') then
    create role frontdesk login;
  end if;
  grant rds_iam to frontdesk;
  grant usage on schema public to frontdesk;
  grant select, insert, update, delete on all tables in schema public to frontdesk;
  revoke insert, update, delete on schema_migrations from frontdesk;
  -- The tables of later migrations too.
  alter default privileges in schema public grant select, insert, update, delete on tables to frontdesk;
end
$$;
