-- The trigrams of what a search looks at (head and body of message_content), under the message's sequence. Filled behind
-- the commits, oldest first: a search looks here up to `indexed` and through the texts themselves behind it. A message that
-- is deleted leaves its entry; nothing is found by it, and when there are too many of those the index is made anew.
CREATE VIRTUAL TABLE message_index USING fts5(
  text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE TABLE message_index_state (
  indexed INTEGER NOT NULL,  -- every message up to this sequence has an entry
  entries INTEGER NOT NULL,  -- those of deleted messages too
  stale INTEGER NOT NULL     -- of deleted messages
);
INSERT INTO message_index_state VALUES (0, 0, 0);

-- Most messages have none.
CREATE INDEX message_tagged ON message (sequence) WHERE tags <> '';

-- Large bodies are kept compressed.
ALTER TABLE message_content ADD COLUMN body_encoding INTEGER NOT NULL DEFAULT 0;  -- as in message_raw
