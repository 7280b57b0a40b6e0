-- Nothing stored is a sentence: how a record is listed is worded when it is shown, in the language of
-- whoever reads, from its own values and the present names of its neighbours (storage/rows.py).
ALTER TABLE record DROP COLUMN label;
ALTER TABLE record DROP COLUMN detail;

-- What each record of the edition was when it was published, as a digest: one that differs was corrected
-- here, one that is not there was removed here. The checksum of the edition is made of these digests.
CREATE TABLE edition_record (
    uid TEXT PRIMARY KEY,
    digest BLOB NOT NULL CHECK (length(digest) = 16)
) STRICT, WITHOUT ROWID;
