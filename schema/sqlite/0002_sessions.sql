-- SMTP connections that have ended, the newest ones (--max-sessions).
CREATE TABLE session (
  sequence INTEGER PRIMARY KEY,        -- of the change that stored it
  id TEXT NOT NULL UNIQUE,
  outcome INTEGER,                     -- server/mail/smtp_session.hpp
  inboxes TEXT NOT NULL,               -- records of name: whom it concerns
  facts TEXT NOT NULL,                 -- records, see server/store/sqlite/session_rows.cpp; likewise the transcript
  transcript_encoding INTEGER NOT NULL,  -- as in message_raw
  transcript BLOB NOT NULL
);

ALTER TABLE message_content ADD COLUMN session_id TEXT NOT NULL DEFAULT '';

-- A message that its sender wants held (RFC 4865) has the time here, and rows under a negative number instead of a
-- sequence: no list reads there. When its time comes its rows move to the next sequence.
ALTER TABLE message ADD COLUMN release_at INTEGER;
CREATE INDEX message_held ON message (release_at) WHERE release_at IS NOT NULL;
