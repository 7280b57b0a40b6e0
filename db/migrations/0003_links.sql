-- Every id held in a field is one typed link, followed both ways. `predicate` is the path of the field
-- ("place", "contributors.agent", "evidence.passage"); a part's other values lie in its own table
-- under the same record and position. Which kinds a predicate may join is data, so SQLite refuses
-- a place where an agent belongs.

CREATE TABLE link_type (
    predicate TEXT NOT NULL,
    source_kind TEXT NOT NULL REFERENCES kind (name),
    target_kind TEXT NOT NULL REFERENCES kind (name),
    PRIMARY KEY (predicate, source_kind, target_kind)
) STRICT;

CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    source_kind TEXT NOT NULL,
    predicate TEXT NOT NULL,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL,
    target_kind TEXT NOT NULL,
    UNIQUE (source, predicate, position),
    CHECK (source <> target),
    FOREIGN KEY (source, source_kind) REFERENCES record (id, kind) ON DELETE CASCADE,
    FOREIGN KEY (target, target_kind) REFERENCES record (id, kind),
    FOREIGN KEY (predicate, source_kind, target_kind)
        REFERENCES link_type (predicate, source_kind, target_kind)
) STRICT;

CREATE INDEX link_by_target ON link (target, predicate, source);

INSERT INTO link_type (predicate, source_kind, target_kind)
SELECT 'evidence.passage', name, 'passage' FROM kind WHERE name <> 'passage';

INSERT INTO link_type (predicate, source_kind, target_kind) VALUES
    ('contributors.agent', 'work', 'agent'),
    ('work', 'citation', 'work'),
    ('cited_work', 'citation', 'work'),
    ('mark_passage', 'citation', 'passage'),
    ('work', 'passage', 'work'),
    ('broader', 'concept', 'concept'),
    ('related', 'concept', 'concept'),
    ('holder', 'concept', 'agent'),
    ('broader', 'instrument', 'instrument'),
    ('assessments.holder', 'instrument', 'agent'),
    ('place', 'event', 'place'),
    ('agents', 'event', 'agent'),
    ('instruments', 'event', 'instrument'),
    ('parties', 'agreement', 'agent'),
    ('place', 'agreement', 'place'),
    ('instruments', 'agreement', 'instrument'),
    ('place', 'statistic', 'place'),
    ('holder', 'statistic', 'agent'),
    ('instruments', 'statistic', 'instrument'),
    ('derived_from.inputs', 'statistic', 'statistic'),
    ('holder', 'claim', 'agent'),
    ('instruments', 'claim', 'instrument');

INSERT INTO link_type (predicate, source_kind, target_kind)
SELECT 'target', 'note', name FROM kind
UNION ALL SELECT 'supported_by', 'claim', name FROM kind
UNION ALL SELECT 'contradicts', 'claim', name FROM kind
UNION ALL SELECT 'related', 'claim', name FROM kind
UNION ALL SELECT 'related', 'event', name FROM kind
UNION ALL SELECT 'related', 'statistic', name FROM kind
UNION ALL SELECT 'relations.target', 'agreement', name FROM kind;

-- A tree stays a tree: no concept or instrument may become its own ancestor.
CREATE TRIGGER link_no_cycle BEFORE INSERT ON link WHEN NEW.predicate = 'broader'
BEGIN
    SELECT RAISE(ABORT, 'a broader term cannot lie below its own narrower term')
    WHERE EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.target
            UNION
            SELECT link.target FROM link JOIN above ON link.source = above.id
            WHERE link.predicate = 'broader'
        )
        SELECT 1 FROM above WHERE id = NEW.source
    );
END;

CREATE TRIGGER link_no_cycle_update BEFORE UPDATE ON link WHEN NEW.predicate = 'broader'
BEGIN
    SELECT RAISE(ABORT, 'a broader term cannot lie below its own narrower term')
    WHERE EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.target
            UNION
            SELECT link.target FROM link JOIN above ON link.source = above.id
            WHERE link.predicate = 'broader' AND link.id <> NEW.id
        )
        SELECT 1 FROM above WHERE id = NEW.source
    );
END;
