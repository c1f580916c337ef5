-- Every ten minutes we look for products and passages whose vector was made by another model than the one in use, or not
-- at all. With all of them up to date these indexes say so without reading the tables.
create index products_embedding_model on products (embedding_model);
create index knowledge_chunks_embedding_model on knowledge_chunks (embedding_model);
