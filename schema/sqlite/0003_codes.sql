-- One-time codes and the like that were found in the message: records of value, confidence in hundredths, context.
-- Messages stored before have none.
ALTER TABLE message_content ADD COLUMN codes TEXT NOT NULL DEFAULT '';
