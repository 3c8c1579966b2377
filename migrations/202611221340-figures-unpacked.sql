-- Figures of an edition stay as they are: to pack 250 numbers took longer than all else that writes the row, and made it a third smaller.
-- A row of up to half a page stays whole; what is longer than that goes to the side table, as before.
alter table report_edition alter column figure_values set storage external;
alter table report_edition set (toast_tuple_target = 4080);
