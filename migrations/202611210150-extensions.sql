-- What every text column is searched by, and what keeps one truth a day. All three are trusted: the owner of a database may make them.
create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;

-- The search key of a text: no tone, no mark, đ as d, lower case, single spaces. In step with searchKey() of src/ground/vietnamese.ts.
-- The dictionary is named with its schema: PostgreSQL 17+ builds indexes with an empty search_path. unaccent goes before lower,
-- so that a database with locale C gives the same keys.
create function vn_key(words text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFC)) collate "C"), '\s+', ' ', 'g'));
