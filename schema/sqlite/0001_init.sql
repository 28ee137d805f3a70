-- Lists of records in one column (addresses, tags, parts, ...) are in the encoding of server/store/sqlite/record.hpp.
-- Times are milliseconds since 1970-01-01 UTC.

-- Totals are kept, not counted. Row 0 stands for the whole store, and `sequence` is that of the newest change to it.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  total INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  sequence INTEGER NOT NULL DEFAULT 0,
  last_received_at INTEGER
);
INSERT INTO inbox (id, name) VALUES (0, '');

-- What a list row shows, and nothing else: lists and counts read this table only.
CREATE TABLE message (
  sequence INTEGER PRIMARY KEY,  -- of the change that stored it
  id TEXT NOT NULL UNIQUE,
  inbox INTEGER NOT NULL REFERENCES inbox (id),
  received_at INTEGER NOT NULL,
  size INTEGER NOT NULL,         -- bytes of the raw message
  read INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  attachment_count INTEGER NOT NULL,
  sender TEXT NOT NULL,
  recipients TEXT NOT NULL,      -- records of address
  "from" TEXT NOT NULL,          -- records of name, address; likewise "to", cc, bcc
  "to" TEXT NOT NULL,
  cc TEXT NOT NULL,
  bcc TEXT NOT NULL,
  subject TEXT NOT NULL,
  snippet TEXT NOT NULL,
  tags TEXT NOT NULL             -- records of tag
);
CREATE INDEX message_by_inbox ON message (inbox);

-- What an opened message shows besides, and the texts that a search looks at, in their comparable form.
CREATE TABLE message_content (
  sequence INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL,
  date INTEGER,
  helo TEXT NOT NULL,
  auth_user TEXT NOT NULL,
  client_address TEXT NOT NULL,
  envelope TEXT NOT NULL,        -- one record, see server/store/sqlite/message_records.cpp; likewise the columns below
  reply_to TEXT NOT NULL,
  threading TEXT NOT NULL,
  list_unsubscribe TEXT NOT NULL,
  parts TEXT NOT NULL,
  links TEXT NOT NULL,
  images TEXT NOT NULL,
  warnings TEXT NOT NULL,
  inline_count INTEGER NOT NULL,
  has_html INTEGER NOT NULL,
  head TEXT NOT NULL,            -- subject, addresses, file names, a line each
  body TEXT NOT NULL             -- the body as text
);

CREATE TABLE message_raw (
  sequence INTEGER PRIMARY KEY,
  encoding INTEGER NOT NULL,     -- 0: as received, 1: zstd
  bytes BLOB NOT NULL
);
