-- A plan may be of a part of the year: a quarter, the first six or nine months. The year's own stands beside them and is their fallback.
-- No personal data. Retention: for ever, with the figures.
alter table report_plan add column part text not null default 'year' check (part in ('year', 'Q1', 'Q2', 'Q3', 'Q4', 'H1', 'N9'));
alter table report_plan drop constraint report_plan_pkey, add primary key (unit_id, year, part, indicator, number);
