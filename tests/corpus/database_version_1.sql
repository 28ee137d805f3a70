BEGIN TRANSACTION;
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  total INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  sequence INTEGER NOT NULL DEFAULT 0,
  last_received_at INTEGER
);
INSERT INTO "inbox" VALUES(0,'',2,1,3,NULL);
INSERT INTO "inbox" VALUES(1,'default',2,1,3,1795317926235);
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
INSERT INTO "message" VALUES(1,'06h02jc9b4cszmzz',1,1795317926233,189,1,0,0,'sender@app.test','alice@example.testbob@example.test','Shopshop@app.test','Alicealice@example.test','','','first','Your code is 123456, see https://shop.test/c','kept');
INSERT INTO "message" VALUES(2,'06h02jc9bgqzdn9g',1,1795317926235,202,0,0,1,'','alice@example.test','','','','','second','Hello','');
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
INSERT INTO "message_content" VALUES(1,'1@app.test',1795300345000,'client.test','checkout-7','127.0.0.1','54178PLAIN011','','','','0text/plain0101434646','https://shop.test/chttps://shop.test/c1','','',0,0,'first
shop
shop@app.test
alice
alice@example.test
sender@app.test
bob@example.test
','your code is 123456, see https://shop.test/c');
INSERT INTO "message_content" VALUES(2,'',NULL,'client.test','','127.0.0.1','54182000','','','','0multipart/mixed000811211211text/plain01868855a.txt2text/plain23100189443b9c358f36f0a31b6ad3e14f309c7cf198ac9246e8316f9ce543d5b19ac02b80','','','missing_fromThere is no From field.missing_dateThere is no Date field.',0,0,'second
alice@example.test
a.txt
','hello a.txt');
CREATE TABLE message_raw (
  sequence INTEGER PRIMARY KEY,
  encoding INTEGER NOT NULL,     -- 0: as received, 1: zstd
  bytes BLOB NOT NULL
);
INSERT INTO "message_raw" VALUES(1,0,X'46726F6D3A2053686F70203C73686F70406170702E746573743E0D0A546F3A20416C696365203C616C696365406578616D706C652E746573743E0D0A5375626A6563743A2066697273740D0A4D6573736167652D49443A203C31406170702E746573743E0D0A446174653A205361742C203231204E6F7620323032362032323A33323A3235202B303030300D0A0D0A596F757220636F6465206973203132333435362C207365652068747470733A2F2F73686F702E746573742F630D0A');
INSERT INTO "message_raw" VALUES(2,0,X'5375626A6563743A207365636F6E640D0A4D494D452D56657273696F6E3A20312E300D0A436F6E74656E742D547970653A206D756C7469706172742F6D697865643B20626F756E646172793D620D0A0D0A2D2D620D0A0D0A48656C6C6F0D0A2D2D620D0A436F6E74656E742D547970653A20746578742F706C61696E3B206E616D653D612E7478740D0A436F6E74656E742D446973706F736974696F6E3A206174746163686D656E743B2066696C656E616D653D612E7478740D0A0D0A66696C650D0A2D2D622D2D0D0A');
CREATE INDEX message_by_inbox ON message (inbox);
COMMIT;
