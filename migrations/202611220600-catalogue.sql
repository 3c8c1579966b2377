-- The catalogue of indicators and the designer of regimes: what an indicator means and where it comes from, who may change it,
-- how the days of a window follow from the end of its period, which parts a report must have, and designs not live yet.
-- No personal data but the names of officials acting in their posts, by reference. Retention: for ever, as papers.

alter table report_indicator
  -- What is counted and what is not, in the words of an officer; the two parts of a ratio that is typed as "41/48".
  add means text not null default '' check (means = normalize(means, NFC)),
  add numerator_means text not null default '' check (numerator_means = normalize(numerator_means, NFC)),
  add denominator_means text not null default '' check (denominator_means = normalize(denominator_means, NFC)),
  -- How it may be split; nothing is split by it yet.
  add dimensions text[] not null default '{}',
  add rhythms text[] not null default '{}' check (rhythms <@ array['month', 'quarter', 'half', 'nine', 'year', 'phase']),
  add source_url text not null default '',
  -- The trust mark: someone who knows should confirm the definition or the source before it is relied on.
  add to_check boolean not null default false,
  -- The body that made this definition; null: it came with the system.
  add made_for uuid references unit,
  add made_by uuid references person,
  add made_at timestamptz,
  add constraint report_indicator_maker check (num_nonnulls(made_for, made_by, made_at) in (0, 3)),
  add constraint report_indicator_parts_of_ratio check (kind = 'ratio' or (numerator_means = '' and denominator_means = ''));

alter table report_regime
  add law_text text not null default '' check (law_text = normalize(law_text, NFC)),
  -- To whom the whole goes, in words: a receiver need not be a unit of this system.
  add receiver text not null default '' check (receiver = normalize(receiver, NFC)),
  add source text not null default '' check (source = normalize(source, NFC)),
  add basis text not null default 'proposed' check (basis in ('observed', 'law', 'mentioned', 'proposed')),
  add note text not null default '' check (note = normalize(note, NFC)),
  add to_check boolean not null default false,
  add made_for uuid references unit,
  add made_by uuid references person,
  add made_at timestamptz,
  add constraint report_regime_maker check (num_nonnulls(made_for, made_by, made_at) in (0, 3));

-- The parts in words that may not be left empty.
alter table report_form
  add required text[] not null default '{}',
  add constraint report_form_required_is_asked check (required <@ sections);

-- The days of a window, from the last day of its period: the cut-off may come before it, the due day and the lock after it.
-- By the level of who hands in, so that communes hand in before the province does.
create table report_window_rule (
  regime_id uuid not null,
  version smallint not null,
  level text not null check (level in ('province', 'district', 'commune')),
  until_days smallint not null check (until_days between -31 and 0),
  due_days smallint not null check (due_days between -31 and 180),
  locks_days smallint check (locks_days between -31 and 366),
  source text not null default '' check (source = normalize(source, NFC)),
  to_check boolean not null default false,
  primary key (regime_id, version, level),
  foreign key (regime_id, version) references report_form,
  constraint report_window_rule_in_order check (until_days <= due_days and (locks_days is null or due_days <= locks_days))
);
comment on table report_window_rule is 'append-only: another rule is another version of the form';

-- Where those who owe to a receiver have other days than the window itself: lower levels hand in earlier.
create table report_window_days (
  window_id uuid not null references report_window,
  receiver_id uuid not null references unit,
  due_on date not null,
  locks_on date,
  primary key (window_id, receiver_id),
  constraint report_window_days_in_order check (locks_on is null or due_on <= locks_on)
);
comment on table report_window_days is 'append-only: days are fixed when the window is opened';

-- A regime or an indicator in the making, exactly as typed, right or wrong. It goes live once, or is set aside.
create table report_design (
  id uuid primary key,
  kind text not null check (kind in ('regime', 'indicator')),
  unit_id uuid not null references unit,
  -- The live thing it is a new version of.
  regime_id uuid references report_regime,
  title text not null check (title = normalize(title, NFC)),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  version int not null default 1 check (version > 0),
  made_at timestamptz not null,
  made_by uuid not null references person,
  saved_at timestamptz not null,
  saved_by uuid not null references person,
  live_at timestamptz,
  dropped_at timestamptz,
  check (num_nonnulls(live_at, dropped_at) < 2),
  check (kind = 'regime' or regime_id is null)
);
create index report_design_by_unit on report_design (unit_id, saved_at desc);

-- A definition in force is never rewritten: it is closed on a day, and the next version begins there. Words that only explain may be mended.
create function report_indicator_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.id, new.code, new.label, new.measure, new.group_name, new.position, new.depth, new.kind, new.counter, new.numerator,
      new.denominator, new.formula, new.subset_of, new.adds_up, new.decimals, new.made_for, new.made_by, new.made_at)
    is distinct from (old.id, old.code, old.label, old.measure, old.group_name, old.position, old.depth, old.kind, old.counter, old.numerator,
      old.denominator, old.formula, old.subset_of, old.adds_up, old.decimals, old.made_for, old.made_by, old.made_at)
    or (new.valid <> old.valid and not (upper_inf(old.valid) and not upper_inf(new.valid)
      and daterange(lower(new.valid), null) = daterange(lower(old.valid), null))) then
    raise exception 'a definition in force is closed by the next version, never rewritten'
      using errcode = 'check_violation', constraint = 'report_indicator_kept';
  end if;
  return new;
end $$;
create trigger report_indicator_kept before update or delete on report_indicator for each row execute function report_indicator_kept();

create function report_form_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.regime_id, new.version, new.lines, new.sections, new.required)
    is distinct from (old.regime_id, old.version, old.lines, old.sections, old.required)
    or (new.valid <> old.valid and not (upper_inf(old.valid) and not upper_inf(new.valid)
      and daterange(lower(new.valid), null) = daterange(lower(old.valid), null))) then
    raise exception 'a form in force is closed by the next version, never rewritten'
      using errcode = 'check_violation', constraint = 'report_form_kept';
  end if;
  return new;
end $$;
create trigger report_form_kept before update or delete on report_form for each row execute function report_form_kept();

-- A window that was opened keeps the form and the definitions of its cut-off day.
create function report_open_windows_keep() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'report_form' then
    if new.version > 1 and exists (select from report_window w where w.regime_id = new.regime_id and w.until_on >= coalesce(lower(new.valid), '-infinity'))
    then
      raise exception 'a window that is open would change its form' using errcode = 'check_violation', constraint = 'report_open_windows_keep';
    end if;
  elsif exists (select from report_indicator i where i.code = new.code and i.id <> new.id)
    and exists (select from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on
      where w.until_on >= coalesce(lower(new.valid), '-infinity') and new.code = any(f.lines)) then
    raise exception 'a window that is open would change a definition' using errcode = 'check_violation', constraint = 'report_open_windows_keep';
  end if;
  return new;
end $$;
create trigger report_open_windows_keep before insert on report_form for each row execute function report_open_windows_keep();
create trigger report_open_windows_keep before insert on report_indicator for each row execute function report_open_windows_keep();

-- What went live or was set aside is kept as it was then.
create function report_design_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.live_at is not null or old.dropped_at is not null
    or (new.id, new.kind, new.unit_id, new.made_at, new.made_by) is distinct from (old.id, old.kind, old.unit_id, old.made_at, old.made_by) then
    raise exception 'a design that is done is not changed' using errcode = 'check_violation', constraint = 'report_design_kept';
  end if;
  return new;
end $$;
create trigger report_design_kept before update or delete on report_design for each row execute function report_design_kept();

-- The outlines of half-year, nine months and year as the bodies write them; no window asked for the old ones yet.
alter table report_form disable trigger report_form_kept;
update report_form f set sections = o.sections
  from report_regime r, (values
    ('DV-6THANG', array['I. Tình hình các tầng lớp Nhân dân', 'II. Công tác dân vận của hệ thống chính trị', 'III. Hoạt động của cơ quan tham mưu công tác dân vận',
      'IV. Đánh giá chung, hạn chế, nguyên nhân, kiến nghị', 'V. Nhiệm vụ 6 tháng cuối năm']),
    ('DV-9THANG', array['I. Tình hình các tầng lớp Nhân dân', 'II. Công tác dân vận của hệ thống chính trị', 'III. Hoạt động của cơ quan tham mưu công tác dân vận',
      'IV. Đánh giá chung, hạn chế, nguyên nhân, kiến nghị', 'V. Nhiệm vụ 3 tháng cuối năm']),
    ('DV-NAM', array['Phần một, I. Khái quát tình hình; tình hình các tầng lớp Nhân dân', 'Phần một, II.1. Công tác dân vận của cấp ủy',
      'Phần một, II.2. Công tác dân vận của chính quyền', 'Phần một, II.3. Mặt trận Tổ quốc, đoàn thể, hội quần chúng', 'Phần một, II.4. Lực lượng vũ trang; dân tộc; tôn giáo',
      'Phần một, III. Hoạt động của cơ quan tham mưu công tác dân vận', 'Phần một, IV. Đánh giá chung, hạn chế, kinh nghiệm, kiến nghị',
      'Phần hai. Phương hướng, nhiệm vụ năm tới'])) as o (code, sections)
 where r.id = f.regime_id and r.code = o.code and not exists (select from report_window w where w.regime_id = r.id);
alter table report_form enable trigger report_form_kept;
