-- Every record of every kind: its permanent id, how it is listed, where it came from.
-- `uid` is the id of the contract ("event:2013-09-..."); `id` is the row number other tables join on.

CREATE TABLE library (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL CHECK (type IN ('bundled', 'import', 'user')),
    name TEXT NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    UNIQUE (type, name, version)
) STRICT;

CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (scheme, code)
) STRICT;

CREATE TABLE kind (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT;

INSERT INTO kind (name, position) VALUES
    ('work', 1), ('agent', 2), ('place', 3), ('concept', 4), ('instrument', 5), ('event', 6),
    ('agreement', 7), ('statistic', 8), ('claim', 9), ('citation', 10), ('passage', 11), ('note', 12);

CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (uid LIKE kind || ':_%' AND uid NOT GLOB '*[^a-z0-9:-]*'),
    kind TEXT NOT NULL REFERENCES kind (name),
    label TEXT NOT NULL CHECK (length(trim(label)) > 0),
    detail TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin (id),
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    UNIQUE (id, kind)
) STRICT;

CREATE INDEX record_by_kind ON record (kind, sort_key, id);

-- A merged record leaves a redirect: its id stays good for ever.
CREATE TABLE redirect (
    uid TEXT PRIMARY KEY,
    target INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag TEXT NOT NULL,
    UNIQUE (record, tag)
) STRICT;

-- Dates as EDTF verbatim with day numbers (proleptic Gregorian; 1 = 0001-01-01) beside them.
-- `role` is the field the date stands in ("issued", "dates.date"). A null bound is open or
-- unknown; `open_start`/`open_end` tell a known open end ("..") from an unknown one.
CREATE TABLE dating (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    edtf TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),
    start_min INTEGER,
    start_max INTEGER,
    end_min INTEGER,
    end_max INTEGER,
    open_start INTEGER NOT NULL CHECK (open_start IN (0, 1)),
    open_end INTEGER NOT NULL CHECK (open_end IN (0, 1)),
    doubtful INTEGER NOT NULL CHECK (doubtful IN (0, 1)),
    UNIQUE (record, role, position),
    CHECK (start_min IS NULL OR start_max IS NULL OR start_min <= start_max),
    CHECK (end_min IS NULL OR end_max IS NULL OR end_min <= end_max),
    CHECK (start_min IS NULL OR end_max IS NULL OR start_min <= end_max)
) STRICT;

CREATE INDEX dating_by_start ON dating (start_min, record);

-- One form of a name, with its folded key: what makes the search blind to scripts.
CREATE TABLE name_form (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    form TEXT NOT NULL CHECK (length(trim(form)) > 0),
    language TEXT,
    script TEXT,
    scheme TEXT,
    basis TEXT CHECK (basis IN ('printed', 'reconstructed', 'supplied')),
    UNIQUE (record, position)
) STRICT;

CREATE TABLE name_key (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    UNIQUE (key, record)
) STRICT;

CREATE INDEX name_key_by_record ON name_key (record);
