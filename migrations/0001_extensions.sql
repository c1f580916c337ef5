-- Vectors for search. Postgres itself has gen_random_uuid() and full text search.
create extension if not exists vector;
