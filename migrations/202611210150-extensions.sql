-- What text is searched by, and what keeps one truth a day. Both are trusted: the owner of a database may make them.
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;

-- The search key of a text: no tone, no mark, đ as d, lower case, single spaces. In step with searchKey() of src/ground/vietnamese.ts;
-- the extension unaccent is not, since it also rewrites dashes, quotation marks and fractions. Marks go before lower, so that a
-- database with locale C gives the same keys.
create function vn_key(words text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    lower(translate(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'), 'ĐđÐð', 'dddd') collate "C"),
    '[\s\u00a0\u2000-\u200a\u202f\u3000]+', ' ', 'g'));
