-- Dimensions: named, versioned lists of members by which a line of a form may be split. A part of a line is a definition of its own under
-- the code LINE.DDMEMBER, where DD is the dimension: forms, figures and totals know lines, and nothing else.
-- No personal data but the names of officials acting in their posts, by reference. Retention: for ever, as papers.

create table report_dimension (
  code text not null check (code ~ '^[A-Z]{2}$'),
  version smallint not null check (version > 0),
  name text not null check (name <> '' and name = normalize(name, NFC)),
  -- The body that made this version; null: it came with the system.
  made_for uuid references unit,
  made_by uuid references person,
  made_at timestamptz,
  primary key (code, version),
  constraint report_dimension_maker check (num_nonnulls(made_for, made_by, made_at) in (0, 3))
);
comment on table report_dimension is 'append-only: another list is another version';

create table report_dimension_member (
  dimension text not null,
  version smallint not null,
  place smallint not null check (place > 0),
  code text not null check (code ~ '^[A-Z0-9]{1,4}$'),
  name text not null check (name <> '' and name = normalize(name, NFC)),
  primary key (dimension, version, place),
  unique (dimension, version, code),
  foreign key (dimension, version) references report_dimension,
  -- Figures stand under the code of a member: in every version it means the same.
  constraint report_dimension_member_means_one exclude using gist (dimension with =, code with =, name with <>)
);
comment on table report_dimension_member is 'append-only: a member is never renamed under its code';

alter table report_indicator drop constraint report_indicator_code_check;
alter table report_indicator add constraint report_indicator_code_check check (code ~ '^[A-Z][A-Z0-9]{1,9}(\.[A-Z]{2}[A-Z0-9]{1,4})?$');

-- What the starter catalogue says its indicators may be split by, and the fields of Dân vận khéo.
with given (code, name, members) as (values
  ('CT', 'chủ thể', array['TT tập thể', 'CN cá nhân']),
  ('LV', 'lĩnh vực', array['KT kinh tế', 'VH văn hóa – xã hội', 'QP quốc phòng – an ninh', 'HT xây dựng hệ thống chính trị']),
  ('CA', 'cấp', array['X cấp xã', 'T cấp tỉnh', 'TU Trung ương']),
  ('HT', 'hình thức kiểm tra, sơ kết, tổng kết', array['KT kiểm tra', 'SK sơ kết', 'TK tổng kết']),
  ('KE', 'kênh', array['MX mạng xã hội', 'CT cổng thông tin']),
  ('DT', 'đối tượng', array['ND người dân', 'CB cán bộ']),
  ('HU', 'việc với hương ước', array['SD sửa đổi', 'TN tạm ngừng', 'BB bãi bỏ']),
  ('DK', 'định kỳ, đột xuất', array['DK định kỳ', 'DX đột xuất']),
  ('PB', 'hình thức phản biện', array['HN hội nghị', 'LY gửi lấy ý kiến', 'DT đối thoại']),
  ('LD', 'lý do giảm', array['DX đi làm ăn xa', 'XT xóa tên', 'TT trưởng thành', 'CD chuyển đi', 'QD qua đời']),
  ('XS', 'xây mới, sửa chữa', array['XM xây mới', 'SC sửa chữa'])),
made as (insert into report_dimension (code, version, name) select code, 1, name from given returning code, version)
insert into report_dimension_member (dimension, version, place, code, name)
select made.code, made.version, m.place, split_part(m.said, ' ', 1), substr(m.said, strpos(m.said, ' ') + 1)
  from made join given using (code), unnest(given.members) with ordinality as m (said, place);
