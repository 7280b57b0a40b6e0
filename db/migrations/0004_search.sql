-- Search over all kinds. The columns hold folded tokens (storage/folding.py), not text, because no
-- FTS5 tokenizer folds Cyrillic and Kazakh, meets romanisations or splits Han (SQLite 3.40).
-- Two- and three-letter prefixes have an index of their own.

CREATE TABLE search_document (
    id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    names TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
    names, body,
    content = 'search_document', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
);

CREATE TRIGGER search_document_added AFTER INSERT ON search_document
BEGIN
    INSERT INTO search_index (rowid, names, body) VALUES (NEW.id, NEW.names, NEW.body);
END;

CREATE TRIGGER search_document_removed AFTER DELETE ON search_document
BEGIN
    INSERT INTO search_index (search_index, rowid, names, body)
    VALUES ('delete', OLD.id, OLD.names, OLD.body);
END;

CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document
BEGIN
    INSERT INTO search_index (search_index, rowid, names, body)
    VALUES ('delete', OLD.id, OLD.names, OLD.body);
    INSERT INTO search_index (rowid, names, body) VALUES (NEW.id, NEW.names, NEW.body);
END;
