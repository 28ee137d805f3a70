#include "protocol/smtp/line_note.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/smtp/extension.hpp"

namespace mailstop::smtp {
namespace {

using testing::HasSubstr;

TEST(LineNote, ExplainsWhatTheClientSays) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"EHLO client.test", "says hello"},
      {"ehlo client.test", "says hello"},
      {"HELO client.test", "knows no extensions"},
      {"MAIL FROM:<a@b.test>", "names its sender"},
      {"MAIL FROM:<a@b.test> SIZE=5 RET=FULL", "SIZE is the size of the message in bytes. RET says"},
      {"RCPT TO:<a@b.test>", "one recipient"},
      {"RCPT TO:<a@b.test> NOTIFY=NEVER", "NOTIFY says"},
      {"DATA", "single dot"},
      {"BDAT 5 LAST", "counted part"},
      {"STARTTLS", "encrypt"},
      {"AUTH PLAIN <secret, 20 characters>", "logs in"},
      {"<secret, 20 characters>", "credential"},
      {"*", "gives up"},
      {"<2381 bytes>", "message itself"},
      {"<12 bytes, cut off>", "never came"},
      {"<9000 bytes, too long>", "longer than a command"},
      {"<20 characters that are no command>", "Nothing that the server understands"},
      {"FOO", "Nothing that the server understands"},
      {"GET / HTTP/1.1", "HTTP"},
      {"QUIT", "goodbye"},
  };
  for (const auto& [text, part] : rows)
    EXPECT_THAT(note_for(Direction::client, text), HasSubstr(part)) << text;
}

TEST(LineNote, ExplainsWhatTheServerSays) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"220 mail.test ESMTP Mailstop", "ready"},
      {"220 2.0.0 Ready to start TLS", "handshake comes next"},
      {"250-mail.test", "extensions that it offers"},
      {"250-SIZE 1000", "largest message"},
      {"250 AUTH PLAIN LOGIN", "may log in"},
      {"250 2.1.0 Ok", "Done."},
      {"250 2.0.0 Ok: queued as 1", "message is kept"},
      {"334 ", "next piece"},
      {"354 Start mail input", "waits for the message"},
      {"421 4.4.2 bye", "closes the connection"},
      {"452 4.5.3 x", "Not now"},
      {"459 x", "Not now"},
      {"552 5.3.4 x", "too large"},
      {"599 x", "Refused"},
      {"... 12 more lines", "left out"},
  };
  for (const auto& [text, part] : rows)
    EXPECT_THAT(note_for(Direction::server, text), HasSubstr(part)) << text;
}

TEST(LineNote, EveryExtensionHasOne) {
  for (int place = 0; place <= static_cast<int>(Extension::auth); ++place) {
    const auto name = name_of(static_cast<Extension>(place));
    EXPECT_NE(extension_note(name), "") << name;
  }
}

TEST(LineNote, NothingBreaksIt) {
  for (const auto* text : {"", " ", "2", "25", "250", "250-", "<", "MAIL", "RCPT TO:<a> ="}) {
    note_for(Direction::server, text);
    EXPECT_NE(note_for(Direction::client, text), "") << text;
  }
}

}  // namespace
}  // namespace mailstop::smtp
