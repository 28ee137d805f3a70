-- Besides the newest sessions (--max-sessions), those are kept whose messages are.
ALTER TABLE session ADD COLUMN message_count INTEGER NOT NULL DEFAULT 0;  -- messages of it that are stored

UPDATE session SET message_count = stored.message_count
  FROM (SELECT session_id, count(*) AS message_count FROM message_content WHERE session_id <> '' GROUP BY session_id) AS stored
  WHERE stored.session_id = session.id;

-- What may be forgotten once it is old.
CREATE INDEX session_without_messages ON session (sequence) WHERE message_count <= 0;
