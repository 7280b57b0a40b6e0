-- Indexes the columns of the index in memory are read from: grouped and covering, so that a million
-- records come as one text of numbers a value instead of a row each (storage/columns.py). A library
-- without them reads the same, more slowly: the version of the schema stays.

CREATE INDEX work_by_language ON work (language);

CREATE INDEX work_by_source_type ON work (source_type);

CREATE INDEX work_by_type ON work (type);

CREATE INDEX event_by_type ON event (event_type);

CREATE INDEX dating_by_bounds ON dating (
    role, start_min, start_max, end_min, end_max, open_start, open_end, doubtful, record
);

CREATE INDEX dating_of_sets ON dating (record) WHERE substr(edtf, 1, 1) = '{';
