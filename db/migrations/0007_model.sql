-- Vocabularies as rows of the library, and everything a catalogue needs to say of works, agents, events
-- and agreements.

-- A scheme is a vocabulary: what it is called, which field it governs (table.column), and where it
-- stands among the facets (null: it is none). Only vocabularies of a field of study are rows; codes that
-- the program computes with (date_basis, status ...) are closed lists of its own.
CREATE TABLE scheme (
    code TEXT PRIMARY KEY,
    label TEXT NOT NULL CHECK (length(trim(label)) > 0),
    help TEXT NOT NULL DEFAULT '',
    field TEXT NOT NULL DEFAULT '',
    facet INTEGER,
    icon TEXT,
    position INTEGER NOT NULL
) STRICT;

INSERT INTO scheme (code, label, field, facet, position) VALUES
    ('vector', 'Field', 'instrument.vector', 10, 0),
    ('event_type', 'Event type', 'event.event_type', 60, 1),
    ('agent_type', 'Type of actor', 'agent.agent_type', NULL, 2),
    ('place_type', 'Type of place', 'place.place_type', NULL, 3),
    ('form', 'Form of agreement', 'agreement.form', 80, 4),
    ('level', 'Level of agreement', 'agreement.level', 90, 5),
    ('agreement_status', 'Status of agreement', 'agreement.status', NULL, 6),
    ('agreement_date', 'Date of agreement', 'agreement_date.type', NULL, 7),
    ('agreement_relation', 'Relation of agreements', 'agreement_relation.type', NULL, 8),
    ('unit', 'Unit', 'statistic.unit', NULL, 9),
    ('stance', 'Stance of claim', 'claim.stance', 120, 10),
    ('verdict', 'Assessment', 'assessment.verdict', 70, 11),
    ('note_type', 'Observation type', 'note.note_type', 130, 12),
    ('source_type', 'Source type', 'work.source_type', 100, 13),
    ('work_type', 'Type of work', 'work.type', NULL, 14),
    ('contributor_role', 'Role of contributor', 'contributor.role', NULL, 15),
    ('work_relation', 'Relation of works', 'work_relation.type', NULL, 16),
    ('participant_role', 'Role of participant', 'participant.role', 36, 17),
    ('collection', 'Collection', 'membership.collection', 150, 18);

ALTER TABLE term RENAME TO former_term;

-- `key` is what the fields of records refer to; `broader` makes a tree (collections in collections).
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL REFERENCES scheme (code) ON DELETE CASCADE,
    code TEXT NOT NULL CHECK (length(trim(code)) > 0),
    key TEXT NOT NULL GENERATED ALWAYS AS (scheme || ':' || code) STORED UNIQUE,
    label TEXT NOT NULL CHECK (length(trim(label)) > 0),
    help TEXT NOT NULL DEFAULT '',
    alternatives TEXT NOT NULL DEFAULT '[]',
    broader TEXT,
    colour TEXT CHECK (colour GLOB '#[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]'),
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    position INTEGER NOT NULL,
    UNIQUE (scheme, code),
    CHECK (broader <> code),
    FOREIGN KEY (scheme, broader) REFERENCES term (scheme, code) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- A library of earlier days may have vocabularies that this list does not know.
INSERT INTO scheme (code, label, position)
SELECT DISTINCT scheme, scheme, 100 FROM former_term
WHERE scheme NOT IN (SELECT code FROM scheme) AND scheme NOT IN (
    'date_basis', 'qualifier', 'assessment_basis', 'note_confidence', 'relation', 'work_status',
    'title_original_basis', 'name_basis', 'evidence_role', 'page_basis', 'match');

INSERT INTO term (scheme, code, label, position)
SELECT scheme, code, label, position FROM former_term WHERE scheme IN (SELECT code FROM scheme)
ORDER BY former_term.id;

DROP TABLE former_term;

INSERT OR IGNORE INTO term (scheme, code, label, position) VALUES
    ('participant_role', 'host', 'host', 0),
    ('participant_role', 'sender', 'sender', 1),
    ('participant_role', 'recipient', 'recipient', 2),
    ('participant_role', 'speaker', 'speaker', 3),
    ('participant_role', 'author', 'author', 4),
    ('participant_role', 'party', 'party', 5),
    ('participant_role', 'organiser', 'organiser', 6),
    ('participant_role', 'participant', 'participant', 7),
    ('work_relation', 'part_of', 'is part of', 0),
    ('work_relation', 'translation_of', 'is a translation of', 1),
    ('work_relation', 'edition_of', 'is an edition of', 2),
    ('work_relation', 'version_of', 'is a version of', 3),
    ('work_relation', 'reprint_of', 'is a reprint of', 4),
    ('work_relation', 'review_of', 'is a review of', 5),
    ('work_relation', 'supplement_to', 'is a supplement to', 6),
    ('work_relation', 'continues', 'continues', 7),
    ('work_relation', 'replies_to', 'replies to', 8),
    ('work_relation', 'related', 'is related to', 9);

-- A new library takes its vocabularies from text sources: nothing of the above stays in it.
DELETE FROM term WHERE NOT EXISTS (SELECT 1 FROM record) AND NOT EXISTS (SELECT 1 FROM library);
DELETE FROM scheme WHERE NOT EXISTS (SELECT 1 FROM record) AND NOT EXISTS (SELECT 1 FROM library);

-- Vectors and types of agents were lists of this schema.
ALTER TABLE instrument RENAME COLUMN vector TO former_vector;
ALTER TABLE instrument ADD COLUMN vector TEXT NOT NULL DEFAULT '';
UPDATE instrument SET vector = former_vector;
ALTER TABLE instrument DROP COLUMN former_vector;

ALTER TABLE agent RENAME COLUMN agent_type TO former_type;
ALTER TABLE agent ADD COLUMN agent_type TEXT NOT NULL DEFAULT '';
UPDATE agent SET agent_type = former_type;
ALTER TABLE agent DROP COLUMN former_type;

-- How far a record has been checked is said of every kind.
ALTER TABLE record ADD COLUMN status TEXT NOT NULL DEFAULT 'draft'
    CHECK (status IN ('draft', 'checked', 'approved'));
CREATE INDEX record_by_status ON record (status);
UPDATE record SET status = (SELECT status FROM work WHERE work.id = record.id) WHERE kind = 'work';
ALTER TABLE work DROP COLUMN status;

CREATE TABLE membership (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    collection TEXT NOT NULL,
    collection_term TEXT GENERATED ALWAYS AS ('collection:' || collection) VIRTUAL REFERENCES term (key),
    UNIQUE (record, collection)
) STRICT;

CREATE INDEX membership_by_collection ON membership (collection, record);

CREATE INDEX tag_by_tag ON tag (tag, record);

-- Works: the variables of CSL 1.0.2.
ALTER TABLE work ADD COLUMN title_short TEXT;
ALTER TABLE work ADD COLUMN title_romanised TEXT;
ALTER TABLE work ADD COLUMN title_romanised_scheme TEXT;
ALTER TABLE work ADD COLUMN edition TEXT;
ALTER TABLE work ADD COLUMN version TEXT;
ALTER TABLE work ADD COLUMN container_title_short TEXT;
ALTER TABLE work ADD COLUMN collection_title TEXT;
ALTER TABLE work ADD COLUMN collection_number TEXT;
ALTER TABLE work ADD COLUMN part_title TEXT;
ALTER TABLE work ADD COLUMN part_number TEXT;
ALTER TABLE work ADD COLUMN volume_title TEXT;
ALTER TABLE work ADD COLUMN number_of_volumes TEXT;
ALTER TABLE work ADD COLUMN supplement_number TEXT;
ALTER TABLE work ADD COLUMN chapter_number TEXT;
ALTER TABLE work ADD COLUMN section TEXT;
ALTER TABLE work ADD COLUMN number TEXT;
ALTER TABLE work ADD COLUMN number_of_pages TEXT;
ALTER TABLE work ADD COLUMN publication_status TEXT;
ALTER TABLE work ADD COLUMN original_title TEXT;
ALTER TABLE work ADD COLUMN original_publisher TEXT;
ALTER TABLE work ADD COLUMN original_publisher_place TEXT;
ALTER TABLE work ADD COLUMN event_title TEXT;
ALTER TABLE work ADD COLUMN event_place TEXT;
ALTER TABLE work ADD COLUMN genre TEXT;
ALTER TABLE work ADD COLUMN medium TEXT;
ALTER TABLE work ADD COLUMN dimensions TEXT;
ALTER TABLE work ADD COLUMN scale TEXT;
ALTER TABLE work ADD COLUMN division TEXT;
ALTER TABLE work ADD COLUMN authority TEXT;
ALTER TABLE work ADD COLUMN jurisdiction TEXT;
ALTER TABLE work ADD COLUMN "references" TEXT;
ALTER TABLE work ADD COLUMN reviewed_title TEXT;
ALTER TABLE work ADD COLUMN reviewed_genre TEXT;
ALTER TABLE work ADD COLUMN archive TEXT;
ALTER TABLE work ADD COLUMN archive_place TEXT;
ALTER TABLE work ADD COLUMN archive_collection TEXT;
ALTER TABLE work ADD COLUMN archive_location TEXT;
ALTER TABLE work ADD COLUMN source TEXT;
ALTER TABLE work ADD COLUMN license TEXT;
ALTER TABLE work ADD COLUMN abstract TEXT;
ALTER TABLE work ADD COLUMN annote TEXT;
ALTER TABLE work ADD COLUMN note TEXT;
ALTER TABLE work ADD COLUMN transcription TEXT;

ALTER TABLE agent ADD COLUMN family TEXT;
ALTER TABLE agent ADD COLUMN given TEXT;
ALTER TABLE agent ADD COLUMN dropping_particle TEXT;
ALTER TABLE agent ADD COLUMN non_dropping_particle TEXT;
ALTER TABLE agent ADD COLUMN suffix TEXT;

ALTER TABLE agreement ADD COLUMN title_short TEXT;
ALTER TABLE agreement ADD COLUMN binding TEXT CHECK (binding IN ('binding', 'not_binding'));
ALTER TABLE agreement ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE agreement ADD COLUMN entry_into_force TEXT;
ALTER TABLE agreement ADD COLUMN duration TEXT;

-- Parts of records, in their order, as in 0002.

CREATE TABLE office (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE identifier (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;

CREATE INDEX identifier_by_value ON identifier (value, scheme, record);

CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    term TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;

CREATE INDEX subject_by_term ON subject (term, scheme, record);

CREATE TABLE unmapped (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    format TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE work_relation (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE participant (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE official_title (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    script TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE signatory (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    office TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE party_act (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    type_term TEXT GENERATED ALWAYS AS ('agreement_date:' || type) VIRTUAL REFERENCES term (key),
    act TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE registration (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    register TEXT NOT NULL,
    number TEXT,
    publication TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE money (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    amount REAL NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('announced', 'committed', 'disbursed')),
    year INTEGER,
    note TEXT,
    UNIQUE (record, position)
) STRICT;

CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('not_known', 'not_applicable', 'not_found')),
    register TEXT,
    UNIQUE (record, position)
) STRICT;

INSERT INTO link_type (predicate, source_kind, target_kind) VALUES
    ('related', 'agent', 'agent'),
    ('relations.work', 'work', 'work'),
    ('participants.agent', 'event', 'agent'),
    ('signatories.agent', 'agreement', 'agent'),
    ('signatories.party', 'agreement', 'agent'),
    ('signatories.place', 'agreement', 'place'),
    ('acts.party', 'agreement', 'agent'),
    ('registrations.party', 'agreement', 'agent'),
    ('depositary', 'agreement', 'agent');

-- A value of a vocabulary is a term of it: a generated column refers to the key of the term, so that
-- SQLite refuses a value that is no term and the removal of a term that is in use.
ALTER TABLE instrument ADD COLUMN vector_term TEXT
    GENERATED ALWAYS AS ('vector:' || vector) VIRTUAL REFERENCES term (key);
ALTER TABLE event ADD COLUMN event_type_term TEXT
    GENERATED ALWAYS AS ('event_type:' || event_type) VIRTUAL REFERENCES term (key);
ALTER TABLE agent ADD COLUMN agent_type_term TEXT
    GENERATED ALWAYS AS ('agent_type:' || agent_type) VIRTUAL REFERENCES term (key);
ALTER TABLE place ADD COLUMN place_type_term TEXT
    GENERATED ALWAYS AS ('place_type:' || place_type) VIRTUAL REFERENCES term (key);
ALTER TABLE agreement ADD COLUMN form_term TEXT
    GENERATED ALWAYS AS ('form:' || form) VIRTUAL REFERENCES term (key);
ALTER TABLE agreement ADD COLUMN level_term TEXT
    GENERATED ALWAYS AS ('level:' || level) VIRTUAL REFERENCES term (key);
ALTER TABLE agreement ADD COLUMN status_term TEXT
    GENERATED ALWAYS AS ('agreement_status:' || status) VIRTUAL REFERENCES term (key);
ALTER TABLE agreement_date ADD COLUMN type_term TEXT
    GENERATED ALWAYS AS ('agreement_date:' || type) VIRTUAL REFERENCES term (key);
ALTER TABLE agreement_relation ADD COLUMN type_term TEXT
    GENERATED ALWAYS AS ('agreement_relation:' || type) VIRTUAL REFERENCES term (key);
ALTER TABLE statistic ADD COLUMN unit_term TEXT
    GENERATED ALWAYS AS ('unit:' || unit) VIRTUAL REFERENCES term (key);
ALTER TABLE claim ADD COLUMN stance_term TEXT
    GENERATED ALWAYS AS ('stance:' || stance) VIRTUAL REFERENCES term (key);
ALTER TABLE assessment ADD COLUMN verdict_term TEXT
    GENERATED ALWAYS AS ('verdict:' || verdict) VIRTUAL REFERENCES term (key);
ALTER TABLE note ADD COLUMN note_type_term TEXT
    GENERATED ALWAYS AS ('note_type:' || note_type) VIRTUAL REFERENCES term (key);
ALTER TABLE work ADD COLUMN type_term TEXT
    GENERATED ALWAYS AS ('work_type:' || type) VIRTUAL REFERENCES term (key);
ALTER TABLE work ADD COLUMN source_type_term TEXT
    GENERATED ALWAYS AS ('source_type:' || source_type) VIRTUAL REFERENCES term (key);
ALTER TABLE contributor ADD COLUMN role_term TEXT
    GENERATED ALWAYS AS ('contributor_role:' || role) VIRTUAL REFERENCES term (key);
ALTER TABLE work_relation ADD COLUMN type_term TEXT
    GENERATED ALWAYS AS ('work_relation:' || type) VIRTUAL REFERENCES term (key);
ALTER TABLE participant ADD COLUMN role_term TEXT
    GENERATED ALWAYS AS ('participant_role:' || role) VIRTUAL REFERENCES term (key);
