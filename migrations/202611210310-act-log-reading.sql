-- The log is read newest first within a reach of units.
create index act_log_by_time on act_log (at desc);
