-- A draft that several people write: who wrote each place of it, and what was written in a place that had changed meanwhile.
-- No personal data but officials acting in their posts, by reference. Purpose: telling colleagues whose figure stands where.
-- Place: with the draft. Retention: with the draft, which the next edition's draft takes the place of.
alter table report_draft
  add column hands jsonb not null default '{}' check (jsonb_typeof(hands) = 'object'),
  add column asides jsonb not null default '[]' check (jsonb_typeof(asides) = 'array');
