-- What was done to the library, in steps that can be undone, and the values each step changed. A step
-- is named by its action and its parts, which are worded when shown (words/history.py). Undone steps can
-- be redone until something else is done; then they are dropped, but stay to be read.
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    parts TEXT NOT NULL DEFAULT '{}',
    who TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;

CREATE INDEX step_undone ON step (state, id) WHERE state = 'undone';

-- The subject is the id of a record, or a word and a key: "redirect …", "term …", "scheme …",
-- "library …", "edition …". Before and after hold the fields that changed as JSON (packed where that is
-- long), NULL where the subject was not there. Of records that came in great numbers both are NULL while
-- the library holds them: they are kept here once the step is undone. The number is that of a record
-- that came or went.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    number INTEGER,
    before ANY,
    after ANY
) STRICT;

CREATE INDEX change_by_step ON change (step, id);
CREATE INDEX change_by_subject ON change (subject, step);

-- What the published edition says of a record, where the library never held it: a newer edition changed
-- what had been corrected here.
ALTER TABLE edition_record ADD COLUMN original ANY;
