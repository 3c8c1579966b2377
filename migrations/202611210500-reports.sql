-- Periodic reports: who owes what to whom and when, what was sent, how it was judged, what it was added up to, what was published.
-- No table here holds personal data but the names of officials acting in their posts, by reference. Retention: for ever, as papers.

create table report_regime (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z][A-Z0-9-]{1,19}$'),
  name text not null check (name <> '' and name = normalize(name, NFC)),
  law_id text references law,
  -- Reports follow the line of areas: each area to the area above it.
  line text not null default 'area' check (line = 'area'),
  rhythm text not null check (rhythm in ('month', 'quarter', 'half', 'nine', 'year', 'phase'))
);

-- What is asked, by days: a changed definition is a new row under the same code, and the figures of two rows are not compared.
create table report_indicator (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z][A-Z0-9]{1,9}$'),
  valid daterange not null check (not isempty(valid)),
  label text not null check (label <> '' and label = normalize(label, NFC)),
  measure text not null check (measure <> '' and measure = normalize(measure, NFC)),
  group_name text not null check (group_name <> '' and group_name = normalize(group_name, NFC)),
  position smallint not null check (position > 0),
  -- 1 is a line "trong đó" under the line before it.
  depth smallint not null default 0 check (depth in (0, 1)),
  kind text not null check (kind in ('flow', 'stock', 'ratio')),
  -- The counter of another room; where the house has none of this name the cell is typed.
  counter text check (counter <> ''),
  numerator text,
  denominator text,
  -- {"opening": true, "plus": ["DVK01"], "minus": ["DVK06"]}: with a counter it is a check beside the count, without one the value.
  formula jsonb check (jsonb_typeof(formula) = 'object'),
  -- Part of that line: never more than it. Parts that add up make it whole.
  subset_of text check (subset_of <> code),
  adds_up boolean not null default false check (not adds_up or subset_of is not null),
  decimals smallint not null default 0 check (decimals between 0 and 4),
  break_note text not null default '' check (break_note = normalize(break_note, NFC)),
  source text not null default '' check (source = normalize(source, NFC)),
  basis text not null default 'proposed' check (basis in ('observed', 'law', 'mentioned', 'proposed')),
  check ((numerator is null) = (denominator is null)),
  check (kind = 'ratio' or numerator is null),
  check (kind <> 'ratio' or (counter is null and formula is null)),
  constraint report_indicator_one_definition_a_day exclude using gist (code with =, valid with &&)
);

create table report_form (
  regime_id uuid not null references report_regime,
  version smallint not null check (version > 0),
  valid daterange not null check (not isempty(valid)),
  lines text[] not null check (cardinality(lines) > 0),
  sections text[] not null default '{}',
  primary key (regime_id, version),
  constraint report_form_one_a_day exclude using gist (regime_id with =, valid with &&)
);

-- Drawn anew at each change of what is asked, so that a process may keep definitions in memory.
create table report_catalogue (one boolean primary key default true check (one), mark uuid not null);
insert into report_catalogue (mark) values (gen_random_uuid());
create function report_catalogue_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update report_catalogue set mark = gen_random_uuid();
  return null;
end $$;
create trigger report_catalogue_changed after insert or update or delete or truncate on report_indicator
  for each statement execute function report_catalogue_changed();
create trigger report_catalogue_changed after insert or update or delete or truncate on report_form
  for each statement execute function report_catalogue_changed();
revoke insert, update, delete, truncate on report_catalogue from danvan_app;

-- from_on and until_on are both inside; until_on is the cut-off, due_on the last day to hand in, locks_on the last day of all.
create table report_window (
  id uuid primary key,
  regime_id uuid not null references report_regime,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9.-]{0,39}$'),
  label text not null check (label <> '' and label = normalize(label, NFC)),
  from_on date not null,
  until_on date not null,
  due_on date not null,
  locks_on date,
  opened_by uuid not null references person,
  opened_for uuid not null references unit,
  opened_at timestamptz not null,
  constraint report_window_days check (from_on <= until_on and until_on <= due_on and (locks_on is null or due_on <= locks_on)),
  constraint report_window_no_overlap exclude using gist (regime_id with =, opened_for with =, daterange(from_on, until_on, '[]') with &&)
);
create index report_window_by_until on report_window (regime_id, until_on);
revoke delete on report_window from danvan_app;

-- Who owes whom: the tree of the window's last day. This is the denominator of every "n trên N đơn vị".
create table report_obligation (
  window_id uuid not null references report_window,
  unit_id uuid not null references unit,
  receiver_id uuid not null references unit check (receiver_id <> unit_id),
  primary key (window_id, unit_id)
);
create index report_obligation_by_receiver on report_obligation (receiver_id, window_id);
create index report_obligation_by_unit on report_obligation (unit_id);
comment on table report_obligation is 'append-only: who owed what is never rewritten';

-- Work in hand, exactly as typed, wrong or not. saved_from names the open page that wrote last: a page follows itself without asking.
create table report_draft (
  window_id uuid not null,
  unit_id uuid not null,
  after_number smallint not null check (after_number >= 0),
  version int not null check (version > 0),
  saved_from uuid not null,
  cells jsonb not null check (jsonb_typeof(cells) = 'array'),
  narrative jsonb not null check (jsonb_typeof(narrative) = 'array'),
  saved_at timestamptz not null,
  saved_by uuid not null references person,
  primary key (window_id, unit_id),
  foreign key (window_id, unit_id) references report_obligation
);

create sequence report_receipt;

-- What holds for the figures of one edition, whichever way they came: each indicator once, each state with the value it needs. A column
-- that holds nothing for any figure is left empty. In PL/pgSQL because that keeps its plans; SQL would plan again at each report.
create function report_figures_are_sound(
  codes text[], states text[], vals numeric[], counted numeric[], numerators numeric[], denominators numeric[], reasons text[], notes text[]
) returns boolean language plpgsql immutable parallel safe as $$
declare
  n constant int := cardinality(codes);
begin
  if cardinality(states) <> n or n < greatest(cardinality(vals), cardinality(counted), cardinality(numerators), cardinality(denominators),
    cardinality(reasons), cardinality(notes)) then return false; end if;
  if n <> (select count(distinct code collate "C") from unnest(codes) as code) then return false; end if;
  if exists (
    select from unnest(states, vals) as f (state, value)
     where case state when 'reported' then value is null when 'estimated' then value is null when 'zero' then value is distinct from 0
             when 'none' then value is not null when 'not_applicable' then value is not null else true end) then return false; end if;
  if reasons <> '{}' and exists (select from unnest(reasons) as reason where reason = '' or reason is not nfc normalized) then return false; end if;
  return notes = '{}' or not exists (select from unnest(notes) as note where note = '' or note is not nfc normalized);
end $$;

-- An edition is written once, read whole and never changed, so its figures stand in its row, side by side by place; report_figure
-- below shows them one by one (docs/decisions/2026-11-22-figures-in-the-row.md).
create table report_edition (
  id uuid primary key,
  window_id uuid not null,
  unit_id uuid not null,
  number smallint not null check (number > 0),
  receipt text not null unique check (receipt ~ '^BN-[0-9]{4}-[0-9]{5,}$'),
  at timestamptz not null,
  by_person uuid not null references person,
  -- Of what the person sent, so that the same sending can be told from another.
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  form_version smallint not null,
  tree_on date not null,
  -- Added up from the editions below it; report_inclusion names them.
  consolidated boolean not null default false,
  narrative jsonb not null default '[]' check (jsonb_typeof(narrative) = 'array'),
  figure_codes text[] not null,
  figure_states text[] not null,
  figure_values numeric[] not null,
  figure_counted numeric[] not null,
  figure_numerators numeric[] not null,
  figure_denominators numeric[] not null,
  figure_reasons text[] not null,
  figure_notes text[] not null,
  unique (window_id, unit_id, number),
  foreign key (window_id, unit_id) references report_obligation,
  constraint report_edition_figures check (report_figures_are_sound(figure_codes, figure_states, figure_values, figure_counted,
    figure_numerators, figure_denominators, figure_reasons, figure_notes))
);
comment on table report_edition is 'append-only: an edition is never changed; a correction is the next one';

create view report_figure as
  select e.id as edition_id, f.*
    from report_edition e, unnest(e.figure_codes, e.figure_states, e.figure_values, e.figure_counted, e.figure_numerators,
      e.figure_denominators, e.figure_reasons, e.figure_notes)
      as f (indicator, state, value, counted, numerator, denominator, reason, note);

-- The records a counted figure counted, as they were named that day.
create table report_source (
  edition_id uuid not null,
  indicator text not null,
  record_id uuid not null,
  unit_id uuid not null references unit,
  on_day date not null,
  title text not null,
  href text not null,
  primary key (edition_id, indicator, record_id)
);
comment on table report_source is 'append-only: the lineage of a sent figure';

-- A foreign key would ask once for each of some hundred records; this asks once for each statement.
-- Editions are never changed or taken away, so nothing has to be asked from their side.
create function report_edition_is_there() returns trigger language plpgsql as $$
begin
  -- One look into the key for each edition: as a join the planner might read all the editions there are.
  if exists (select from (select distinct edition_id from put) p where (select e.id from report_edition e where e.id = p.edition_id) is null) then
    raise exception 'there is no such edition' using errcode = 'foreign_key_violation', constraint = tg_table_name || '_edition_id_fkey';
  end if;
  return null;
end $$;
create trigger report_source_of_edition after insert on report_source
  referencing new table as put for each statement execute function report_edition_is_there();

-- Units whose part is not in a figure that was added up.
create table report_gap (
  edition_id uuid not null references report_edition,
  indicator text not null,
  unit_id uuid not null references unit,
  primary key (edition_id, indicator, unit_id)
);
comment on table report_gap is 'append-only: what a total lacked';

create table report_verdict (
  id uuid primary key,
  edition_id uuid not null references report_edition,
  number smallint not null check (number > 0),
  kind text not null check (kind in ('returned', 'accepted')),
  at timestamptz not null,
  by_person uuid not null references person,
  body text not null default '' check (body = normalize(body, NFC)),
  unique (edition_id, number)
);
comment on table report_verdict is 'append-only: what was decided stays; what followed stands after it';

create table report_verdict_cell (
  verdict_id uuid not null references report_verdict,
  indicator text not null,
  reason text not null check (reason <> '' and reason = normalize(reason, NFC)),
  primary key (verdict_id, indicator)
);
comment on table report_verdict_cell is 'append-only: the cells a report was returned for';

-- The frozen report: the snapshot is what every later reader sees, its SHA-256 is printed beside it.
create table report_publication (
  id uuid primary key,
  window_id uuid not null references report_window,
  unit_id uuid not null references unit,
  number smallint not null check (number > 0),
  corrects uuid references report_publication,
  at timestamptz not null,
  by_person uuid not null references person,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  snapshot jsonb not null,
  snapshot_sha256 text not null check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
  document_id uuid,
  unique (window_id, unit_id, number),
  check ((number = 1) = (corrects is null))
);
create index report_publication_by_unit on report_publication (unit_id, window_id);
comment on table report_publication is 'append-only: published is frozen; a correction is the next publication and names this one';

-- Which editions an added-up edition or a publication took in.
create table report_inclusion (
  child_id uuid not null references report_edition,
  parent_edition uuid references report_edition,
  publication_id uuid references report_publication,
  check (num_nonnulls(parent_edition, publication_id) = 1),
  unique nulls not distinct (child_id, parent_edition, publication_id)
);
create index report_inclusion_by_edition on report_inclusion (parent_edition);
create index report_inclusion_by_publication on report_inclusion (publication_id);
comment on table report_inclusion is 'append-only: what a total was made of';

create table report_published_figure (
  publication_id uuid not null references report_publication,
  indicator text not null,
  state text not null check (state in ('reported', 'zero', 'none', 'not_applicable', 'estimated', 'missing')),
  value numeric,
  numerator numeric,
  denominator numeric,
  primary key (publication_id, indicator)
);
comment on table report_published_figure is 'append-only: published figures are frozen';

-- The part of each edition in a published figure. The row without an edition takes off what several units counted twice.
create table report_contribution (
  publication_id uuid not null,
  indicator text not null,
  edition_id uuid references report_edition,
  value numeric,
  numerator numeric,
  denominator numeric,
  unique nulls not distinct (publication_id, indicator, edition_id),
  foreign key (publication_id, indicator) references report_published_figure deferrable initially deferred
);
comment on table report_contribution is 'append-only: the lineage of a published figure';

-- The last guard of lineage: what is published equals the sum of its parts, to the unit.
create function report_published_adds_up() returns trigger language plpgsql as $$
declare
  parts record;
begin
  select coalesce(sum(value), 0) as value, coalesce(sum(numerator), 0) as numerator, coalesce(sum(denominator), 0) as denominator
    into parts from report_contribution c where c.publication_id = new.publication_id and c.indicator = new.indicator;
  if (new.denominator is null and parts.value <> coalesce(new.value, 0))
    or (new.denominator is not null and (parts.numerator, parts.denominator) is distinct from (new.numerator, new.denominator)) then
    raise exception 'published figure % is not the sum of its parts', new.indicator
      using errcode = 'check_violation', constraint = 'report_published_adds_up';
  end if;
  return null;
end $$;
create constraint trigger report_published_adds_up after insert on report_published_figure
  deferrable initially deferred for each row execute function report_published_adds_up();

-- The first regimes and indicators, so that a new installation can report at once. They are rows: a province changes them by rows.
insert into report_regime (id, code, name, rhythm) values
  ('0d000000-0000-4000-8000-000000000001', 'DV-THANG', 'Báo cáo công tác dân vận tháng', 'month'),
  ('0d000000-0000-4000-8000-000000000002', 'DV-QUY', 'Báo cáo công tác dân vận quý', 'quarter'),
  ('0d000000-0000-4000-8000-000000000003', 'DV-6THANG', 'Báo cáo công tác dân vận 6 tháng', 'half'),
  ('0d000000-0000-4000-8000-000000000004', 'DV-9THANG', 'Báo cáo công tác dân vận 9 tháng', 'nine'),
  ('0d000000-0000-4000-8000-000000000005', 'DV-NAM', 'Báo cáo công tác dân vận năm', 'year');

insert into report_indicator
  (id, code, valid, label, measure, group_name, position, depth, kind, counter, numerator, denominator, formula, subset_of, adds_up, decimals, source, basis)
select ('0d000000-0000-4000-8001-' || lpad(position::text, 12, '0'))::uuid, code, daterange(null, null), label, measure,
       case when left(code, 3) = 'DVK' then 'Phong trào thi đua “Dân vận khéo”'
            when left(code, 2) in ('TD', 'YK', 'DT') then 'Nắm tình hình, tiếp công dân, đối thoại'
            when left(code, 2) = 'DC' then 'Thực hiện dân chủ ở cơ sở'
            when left(code, 2) in ('TG', 'HG') then 'Dân tộc, tôn giáo, hòa giải'
            else 'Tuyên truyền, vận động; tổ chức thành viên' end,
       position, depth, kind, counter, numerator, denominator, formula::jsonb, subset_of, adds_up, decimals, source, basis
from (values
  (1, 'DVK01', 'Mô hình đăng ký mới', 'mô hình', 0, 'flow', 'kheo.registered', null, null, null, null, false, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (2, 'DVK02', 'trong đó: tập thể', 'mô hình', 1, 'flow', 'kheo.registered.collective', null, null, null, 'DVK01', true, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (3, 'DVK03', 'trong đó: cá nhân', 'mô hình', 1, 'flow', 'kheo.registered.individual', null, null, null, 'DVK01', true, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (4, 'DVK04', 'trong đó: tập thể đăng ký lên cấp trên', 'mô hình', 1, 'flow', 'kheo.registered-up.collective', null, null, null, 'DVK02', false, 0, 'báo cáo năm của cấp xã', 'observed'),
  (5, 'DVK05', 'trong đó: cá nhân đăng ký lên cấp trên', 'mô hình', 1, 'flow', 'kheo.registered-up.individual', null, null, null, 'DVK03', false, 0, 'báo cáo năm của cấp xã', 'observed'),
  (6, 'DVK06', 'Mô hình được công nhận', 'mô hình', 0, 'flow', 'kheo.recognised', null, null, null, null, false, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (7, 'DVK07', 'Mô hình được khen thưởng', 'mô hình', 0, 'flow', 'kheo.praised', null, null, null, null, false, 0, 'báo cáo năm của cấp huyện', 'observed'),
  (8, 'DVK08', 'Mô hình dừng', 'mô hình', 0, 'flow', 'kheo.stopped', null, null, null, null, false, 0, '', 'proposed'),
  (9, 'DVK09', 'Mô hình đang duy trì cuối kỳ', 'mô hình', 0, 'stock', 'kheo.standing', null, null, '{"opening": true, "plus": ["DVK01"], "minus": ["DVK08"]}', null, false, 0, 'báo cáo tổng kết của cấp huyện', 'observed'),
  (10, 'TD01', 'Buổi tiếp công dân của người đứng đầu cấp ủy', 'buổi', 0, 'flow', null, null, null, null, null, false, 0, 'Kết luận 215-KL/TW', 'law'),
  (11, 'TD02', 'Lượt người được tiếp', 'lượt người', 0, 'flow', null, null, null, null, null, false, 0, 'báo cáo tiếp công dân', 'observed'),
  (12, 'YK01', 'Ý kiến, kiến nghị đến hạn trả lời', 'ý kiến', 0, 'flow', null, null, null, null, null, false, 0, '', 'proposed'),
  (13, 'YK02', 'trong đó: trả lời đúng hạn', 'ý kiến', 1, 'flow', null, null, null, null, 'YK01', false, 0, '', 'proposed'),
  (14, 'YK03', 'Tỷ lệ trả lời đúng hạn', '%', 1, 'ratio', null, 'YK02', 'YK01', null, null, false, 1, '', 'proposed'),
  (15, 'DT01', 'Cuộc đối thoại trực tiếp với Nhân dân', 'cuộc', 0, 'flow', null, null, null, null, null, false, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (16, 'DC01', 'Việc Nhân dân bàn và quyết định trực tiếp', 'việc', 0, 'flow', null, null, null, null, null, false, 0, 'Luật Thực hiện dân chủ ở cơ sở 2022, Điều 15', 'law'),
  (17, 'DC02', 'Công trình được Ban Giám sát đầu tư của cộng đồng giám sát', 'công trình', 0, 'flow', null, null, null, null, null, false, 0, 'báo cáo của Ủy ban MTTQ Việt Nam', 'observed'),
  (18, 'DC03', 'Kiến nghị của Ban Thanh tra nhân dân', 'kiến nghị', 0, 'flow', null, null, null, null, null, false, 0, 'báo cáo của Ủy ban MTTQ Việt Nam', 'observed'),
  (19, 'DC04', 'Nội dung phải công khai đã công khai', 'nội dung', 0, 'stock', null, null, null, null, null, false, 0, 'Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11', 'law'),
  (20, 'TG01', 'Cuộc gặp gỡ chức sắc, chức việc tôn giáo', 'cuộc', 0, 'flow', null, null, null, null, null, false, 0, '', 'proposed'),
  (21, 'TG02', 'Vụ việc phức tạp, đông người', 'vụ', 0, 'flow', null, null, null, null, null, false, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (22, 'HG01', 'Vụ việc hòa giải ở cơ sở', 'vụ', 0, 'flow', null, null, null, null, null, false, 0, 'báo cáo công tác hòa giải', 'observed'),
  (23, 'HG02', 'trong đó: hòa giải thành', 'vụ', 1, 'flow', null, null, null, null, 'HG01', false, 0, 'báo cáo công tác hòa giải', 'observed'),
  (24, 'HG03', 'Tỷ lệ hòa giải thành', '%', 1, 'ratio', null, 'HG02', 'HG01', null, null, false, 1, 'báo cáo công tác hòa giải', 'observed'),
  (25, 'TT01', 'Buổi tuyên truyền, vận động', 'buổi', 0, 'flow', null, null, null, null, null, false, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (26, 'TT02', 'Lượt người dự tuyên truyền, vận động', 'lượt người', 0, 'flow', null, null, null, null, null, false, 0, 'biểu tháng của các ban dân vận', 'observed'),
  (27, 'HV01', 'Tư cách hội viên, đoàn viên của 5 tổ chức', 'tư cách', 0, 'stock', null, null, null, null, null, false, 0, 'phụ lục số liệu của các đoàn thể', 'observed'),
  (28, 'AS01', 'Quỹ “Vì người nghèo” vận động được', 'triệu đồng', 0, 'flow', null, null, null, null, null, false, 1, 'báo cáo của Ủy ban MTTQ Việt Nam', 'observed')
) as line (position, code, label, measure, depth, kind, counter, numerator, denominator, formula, subset_of, adds_up, decimals, source, basis);

insert into report_form (regime_id, version, valid, lines, sections)
select r.id, 1, daterange(null, null), (select array_agg(code order by position) from report_indicator),
       array['I. Tình hình Nhân dân', 'II. Kết quả công tác dân vận', 'III. Hạn chế và nguyên nhân', 'IV. Nhiệm vụ trọng tâm thời gian tới']
from report_regime r;
