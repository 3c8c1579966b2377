-- Dân vận khéo models: registered by a unit, taken through steps before bodies, confirmed every year, stopped one day.
-- Personal data: the author of each deed (an official, by id). Purpose: to know who recorded it. Place: here and in act_log.
-- Retention: as long as the model's record, for ever. No column holds the name of a citizen; the forms say so.

-- Four fields hold everywhere; a province adds its own as rows, each counted nationally under one of the four.
create table kheo_field (
  code text primary key check (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
  name text not null unique check (name <> '' and name = normalize(name, NFC)),
  national_code text not null references kheo_field,
  place int not null
);
insert into kheo_field (code, name, national_code, place) values
  ('KINH_TE', 'Phát triển kinh tế', 'KINH_TE', 1),
  ('VAN_HOA_XA_HOI', 'Văn hóa – xã hội', 'VAN_HOA_XA_HOI', 2),
  ('QUOC_PHONG_AN_NINH', 'Quốc phòng – an ninh', 'QUOC_PHONG_AN_NINH', 3),
  ('XAY_DUNG_HTCT', 'Xây dựng hệ thống chính trị', 'XAY_DUNG_HTCT', 4);

-- When the yearly confirmation is asked for and until when; the row in force on a day is the last that began by then.
create table kheo_rhythm (
  valid_from date primary key,
  confirm_from text not null check (confirm_from ~ '^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$'),
  confirm_due text not null check (confirm_due ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)$' and confirm_due >= confirm_from),
  source text not null check (source <> '' and source = normalize(source, NFC))
);
insert into kheo_rhythm (valid_from, confirm_from, confirm_due, source) values
  ('1990-01-01', '10-01', '11-30', 'Lệ chung: rà soát quý IV, xong trước khi chốt số liệu báo cáo năm; chưa đối chiếu hướng dẫn của tỉnh');

-- The row is the registration at the body of its own level; registrations at upper bodies are steps. title and the eight texts
-- are the nine fields of the registration form.
create table kheo_model (
  id uuid primary key,
  unit_id uuid not null references unit,
  body_id uuid not null references unit,
  registered_on date not null constraint kheo_model_not_before_1990 check (registered_on >= '1990-01-01'),
  kind text not null check (kind in ('collective', 'individual')),
  field_code text not null references kheo_field,
  title text not null check (title <> '' and title = btrim(title) and title = normalize(title, NFC)),
  title_key text not null generated always as (vn_key(title)) stored,
  situation text not null default '' check (situation = normalize(situation, NFC)),
  aims text not null default '' check (aims = normalize(aims, NFC)),
  content text not null default '' check (content = normalize(content, NFC)),
  scope text not null default '' check (scope = normalize(scope, NFC)),
  forces text not null default '' check (forces = normalize(forces, NFC)),
  resources text not null default '' check (resources = normalize(resources, NFC)),
  outputs text not null default '' check (outputs = normalize(outputs, NFC)),
  upkeep text not null default '' check (upkeep = normalize(upkeep, NFC)),
  created_by uuid not null references person,
  created_at timestamptz not null,
  version int not null default 1 check (version >= 1)
);
create index kheo_model_by_unit on kheo_model (unit_id, registered_on);
create index kheo_model_by_day on kheo_model (registered_on desc, id desc);
create index kheo_model_by_field on kheo_model (field_code);
create index kheo_model_by_title on kheo_model using gin (title_key gin_trgm_ops);

-- What a body decided on a model. seq is the model's version that the step made, so two people who decide at the same moment
-- cannot both be written. follows is the step of the same body's path that this one comes after (null: the registration
-- itself); after a reform the step may be that of the body which took over. 'registered' here is always at an upper body.
create table kheo_step (
  id uuid primary key,
  model_id uuid not null references kheo_model,
  seq int not null,
  follows int check (follows < seq),
  step text not null check (step in ('registered', 'appraised', 'recognised', 'not_recognised', 'praised', 'withdrawn')),
  body_id uuid not null references unit,
  on_day date not null check (on_day >= '1990-01-01'),
  note text not null default '' check (note = normalize(note, NFC)),
  decision text not null default '' check (decision = normalize(decision, NFC)),
  created_by uuid not null references person,
  created_at timestamptz not null,
  constraint kheo_step_one_at_a_time unique (model_id, seq),
  constraint kheo_step_one_after_another unique (model_id, follows),
  foreign key (model_id, follows) references kheo_step (model_id, seq),
  check (follows is null or step not in ('registered', 'praised')),
  check (follows is not null or step in ('registered', 'praised', 'appraised')),
  constraint kheo_step_with_reason check (step not in ('not_recognised', 'withdrawn') or note <> '')
);
create unique index kheo_step_registered_once on kheo_step (model_id, body_id) where step = 'registered';
create index kheo_step_by_body on kheo_step (body_id, step, on_day);
comment on table kheo_step is 'append-only: what a body decided is never unsaid; a later step stands beside it';
-- append-only: kheo_step
revoke update, delete, truncate on kheo_step from public;

-- One answer a year to "is it still running, and how well"; the last answer of the year stands, the act log keeps the others.
create table kheo_confirmation (
  model_id uuid not null references kheo_model,
  year int not null check (year between 1990 and 2200),
  running boolean not null,
  rating text check (rating in ('effective', 'ordinary', 'ineffective')),
  on_day date not null,
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null,
  primary key (model_id, year),
  constraint kheo_confirmation_rated check (running = (rating is not null))
);

-- A model stops once; one that is taken up again is registered anew.
create table kheo_stop (
  model_id uuid primary key references kheo_model,
  id uuid not null unique,
  on_day date not null check (on_day >= '1990-01-01'),
  reason text not null check (reason <> '' and reason = normalize(reason, NFC)),
  created_by uuid not null references person,
  created_at timestamptz not null
);
create index kheo_stop_by_day on kheo_stop (on_day);
comment on table kheo_stop is 'append-only: a stop is final';
-- append-only: kheo_stop
revoke update, delete, truncate on kheo_stop from public;

-- The model as lists see it. stage is how far it has come before any body, derived here and nowhere else.
create view kheo_seen as
select m.id, m.unit_id, m.body_id, m.registered_on, m.kind, m.field_code, f.name as field_name, m.title, m.title_key, m.version,
       t.on_day as stopped_on,
       case when t.model_id is not null then 'stopped'
            else (array['registered', 'not_recognised', 'withdrawn', 'appraised', 'recognised'])[coalesce(path.furthest, 1)] end as stage,
       coalesce(path.praised, false) as praised,
       coalesce(path.upward, false) as registered_up
  from kheo_model m
  join kheo_field f on f.code = m.field_code
  left join kheo_stop t on t.model_id = m.id
  left join lateral (
    select max(array_position(array['registered', 'not_recognised', 'withdrawn', 'appraised', 'recognised'], s.step)) filter (where s.last) as furthest,
           bool_or(s.step = 'praised') as praised,
           bool_or(s.step = 'registered') as upward
      from (select own.step, own.step <> 'praised' and not exists (
                     select from kheo_step n where n.model_id = own.model_id and n.follows = own.seq) as last
              from kheo_step own where own.model_id = m.id) s) path on true;
