-- Lists of the nation ask for a stage over fifty thousand models: how far a model has come is kept in its row, written by the database
-- itself from its steps, so that it cannot say anything else than they do.
alter table kheo_model
  add column stage text not null default 'registered'
    check (stage in ('registered', 'appraised', 'recognised', 'not_recognised', 'withdrawn', 'stopped')),
  add column praised boolean not null default false,
  add column registered_up boolean not null default false,
  add column stopped_on date;

-- What the steps of each model say. stage is how far it has come before any body, derived here and nowhere else.
create view kheo_path as
select m.id, t.on_day as stopped_on,
       case when t.model_id is not null then 'stopped'
            else (array['registered', 'not_recognised', 'withdrawn', 'appraised', 'recognised'])[coalesce(path.furthest, 1)] end as stage,
       coalesce(path.praised, false) as praised,
       coalesce(path.upward, false) as registered_up
  from kheo_model m
  left join kheo_stop t on t.model_id = m.id
  left join lateral (
    select max(array_position(array['registered', 'not_recognised', 'withdrawn', 'appraised', 'recognised'], s.step)) filter (where s.last) as furthest,
           bool_or(s.step = 'praised') as praised,
           bool_or(s.step = 'registered') as upward
      from (select own.step, own.step <> 'praised' and not exists (
                     select from kheo_step n where n.model_id = own.model_id and n.follows = own.seq) as last
              from kheo_step own where own.model_id = m.id) s) path on true;

create function kheo_model_follows() returns trigger language plpgsql as $$
begin
  update kheo_model m set stage = p.stage, praised = p.praised, registered_up = p.registered_up, stopped_on = p.stopped_on
    from kheo_path p
   where p.id = m.id and m.id in (select model_id from put)
     and (m.stage, m.praised, m.registered_up, m.stopped_on) is distinct from (p.stage, p.praised, p.registered_up, p.stopped_on);
  return null;
end $$;
create trigger kheo_model_follows_steps after insert on kheo_step
  referencing new table as put for each statement execute function kheo_model_follows();
create trigger kheo_model_follows_stop after insert on kheo_stop
  referencing new table as put for each statement execute function kheo_model_follows();

update kheo_model m set stage = p.stage, praised = p.praised, registered_up = p.registered_up, stopped_on = p.stopped_on
  from kheo_path p where p.id = m.id;

create or replace view kheo_seen as
select m.id, m.unit_id, m.body_id, m.registered_on, m.kind, m.field_code, f.name as field_name, m.title, m.title_key, m.version,
       m.stopped_on, m.stage, m.praised, m.registered_up
  from kheo_model m
  join kheo_field f on f.code = m.field_code;

create index kheo_model_by_stage on kheo_model (stage, registered_on desc, id desc);

-- A grant of the nation names fourteen thousand units, and the planner looks each of them up among the most common values: a hundred of
-- these cost more than the list itself. Units are alike, so one tells enough.
alter table kheo_model alter column unit_id set statistics 1;
alter table report_obligation alter column unit_id set statistics 1;
