-- The words of all search documents: in how many records each stands, and the key that its forms share
-- (storage/stems.py). What is not found as it was typed is looked for among these: in other forms, in
-- another spelling, with a wrong letter. Kept up record by record (storage/search_words.py).

CREATE TABLE search_word (
    word TEXT PRIMARY KEY,
    stem TEXT NOT NULL,
    records INTEGER NOT NULL CHECK (records > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_word_by_stem ON search_word (stem);
