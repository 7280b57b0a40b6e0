-- Pairs of records that look alike and were said not to be the same. They belong to the history (subject
-- "distinct ONE OTHER") and to the JSON of the library.
CREATE TABLE distinct_record (
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    UNIQUE (first, second),
    CHECK (first <> second)
) STRICT;

CREATE INDEX distinct_record_by_second ON distinct_record (second);
