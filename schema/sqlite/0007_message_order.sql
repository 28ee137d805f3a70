-- The places of all messages, without the messages: an offset into the list of the whole store is counted here, in a
-- thirtieth of the pages. For one inbox message_by_inbox does the same.
CREATE INDEX message_order ON message (sequence);
