-- One table a kind, for what is a plain value there. Dates lie in `dating`, links in `link`.

CREATE TABLE work (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    title_original TEXT,
    title_original_basis TEXT CHECK (title_original_basis IN ('printed', 'reconstructed', 'supplied')),
    title_translated TEXT,
    language TEXT,
    script TEXT,
    container_title TEXT,
    publisher TEXT,
    publisher_place TEXT,
    volume TEXT,
    issue TEXT,
    page TEXT,
    url TEXT,
    doi TEXT,
    isbn TEXT,
    issn TEXT,
    call_number TEXT,
    source_type TEXT,
    status TEXT NOT NULL CHECK (status IN ('draft', 'checked', 'approved')),
    description TEXT,
    CHECK (title_original IS NULL OR title_original_basis IS NOT NULL)
) STRICT;

CREATE TABLE agent (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    agent_type TEXT NOT NULL
        CHECK (agent_type IN ('person', 'organisation', 'state', 'people', 'medium')),
    name TEXT NOT NULL,
    description TEXT
) STRICT;

CREATE TABLE place (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    place_type TEXT NOT NULL,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    description TEXT,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE TABLE concept (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    pref_label TEXT NOT NULL,
    definition TEXT
) STRICT;

CREATE TABLE instrument (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    vector TEXT NOT NULL CHECK (vector IN ('culture', 'education', 'economy', 'media',
                                           'people-to-people', 'integration', 'politics')),
    description TEXT
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    event_type TEXT NOT NULL,
    date_printed TEXT,
    date_basis TEXT NOT NULL
        CHECK (date_basis IN ('stated', 'computed', 'inferred', 'external', 'undated')),
    description TEXT
) STRICT;

CREATE TABLE agreement (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    form TEXT NOT NULL,
    level TEXT NOT NULL,
    subject TEXT,
    provisions TEXT,
    status TEXT NOT NULL
) STRICT;

CREATE TABLE statistic (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    measure TEXT NOT NULL,
    value REAL,
    value_high REAL,
    unit TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    series TEXT,
    CHECK (value_high IS NULL OR value <= value_high)
) STRICT;

CREATE TABLE claim (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    statement TEXT NOT NULL,
    stance TEXT NOT NULL
) STRICT;

CREATE TABLE citation (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    relation TEXT NOT NULL CHECK (relation IN ('cites', 'sees', 'quotes_via', 'op_cit')),
    target_number INTEGER CHECK (target_number > 0 AND target_number < number),
    locator TEXT,
    transcription_notes TEXT,
    CHECK (relation <> 'op_cit' OR target_number IS NOT NULL)
) STRICT;

CREATE TABLE passage (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    section_number INTEGER NOT NULL CHECK (section_number >= 0),
    paragraph INTEGER NOT NULL CHECK (paragraph > 0),
    sentence INTEGER NOT NULL CHECK (sentence > 0),
    page TEXT,
    page_basis TEXT CHECK (page_basis IN ('printed', 'inferred')),
    footnote INTEGER CHECK (footnote > 0),
    token_count INTEGER NOT NULL CHECK (token_count > 0),
    fingerprint TEXT NOT NULL,
    footnote_marks TEXT NOT NULL DEFAULT '[]',
    mark_as_printed TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE note (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    note_type TEXT NOT NULL,
    as_printed TEXT,
    reading TEXT,
    basis TEXT,
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    explanation TEXT NOT NULL
) STRICT;

-- Parts of records, in their order. Their dates lie in `dating`, their links in `link`, by position.

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('states', 'supports', 'mentions', 'cites', 'contradicts')),
    UNIQUE (record, position)
) STRICT;

CREATE TABLE contributor (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    as_printed TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES instrument (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('explicit', 'attributed', 'inferred')),
    reason TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE crosswalk (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES instrument (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    term TEXT NOT NULL,
    match TEXT NOT NULL CHECK (match IN ('exact', 'close', 'broad', 'related')),
    UNIQUE (record, position)
) STRICT;

CREATE TABLE agreement_date (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE agreement_relation (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE derivation (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES statistic (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    formula TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;
