-- Statistics by their value, so that a typed figure finds them in a large library without reading all of
-- them (storage/quantities.py). A library without these indexes finds the same, more slowly: the version
-- of the schema stays.

CREATE INDEX statistic_by_value ON statistic (value);

CREATE INDEX statistic_by_value_high ON statistic (value_high) WHERE value_high IS NOT NULL;
