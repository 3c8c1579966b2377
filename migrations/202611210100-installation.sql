-- How this database was first put to use; no row means never. Demo accounts exist only where the kind is 'demo'.
-- ready is false while the demo or the first administrator is being written: killed half way, the next start begins again.
create table installation (
  only_one boolean primary key default true check (only_one),
  kind text not null check (kind in ('demo', 'init')),
  ready boolean not null default false,
  initialised_at timestamptz not null default now()
);
comment on table installation is 'append-only: one row, written by the process floor alone';
revoke insert on installation from danvan_app;
