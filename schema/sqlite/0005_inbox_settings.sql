-- What somebody has said about an inbox; NULL for no limit.
ALTER TABLE inbox ADD COLUMN is_set_up INTEGER NOT NULL DEFAULT 0;  -- something was said: it stays when it holds nothing
ALTER TABLE inbox ADD COLUMN accepts INTEGER NOT NULL DEFAULT 1;    -- 0 refuses new mail
ALTER TABLE inbox ADD COLUMN max_messages INTEGER;
ALTER TABLE inbox ADD COLUMN max_age INTEGER;                       -- milliseconds
ALTER TABLE inbox ADD COLUMN password TEXT;                         -- that the AUTH user of this name must give

-- What is set while the server runs and must survive a restart, in the words of whoever reads it: "routes", ...
CREATE TABLE document (
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL
) WITHOUT ROWID;
