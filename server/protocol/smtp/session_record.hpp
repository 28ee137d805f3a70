// What was said in a session, line by line, without time: the host drains it and stamps the entries. Nothing
// secret is in it, and it is bounded. Owned by the session.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::smtp {

enum class Direction { client, server };

struct RecordEntry {
  Direction direction = Direction::client;
  std::string text;  // valid UTF-8 without control characters: "MAIL FROM:<a@b.test>", "<2381 bytes>"

  bool operator==(const RecordEntry&) const = default;
};

struct RecordLimits {
  std::size_t entries = 1000;
  std::size_t bytes = 64 * 1024;
  std::size_t line = 1000;  // bytes of one entry
};

class SessionRecord {
 public:
  explicit SessionRecord(RecordLimits limits = {}) : limits_(limits) {}

  void add(Direction direction, std::string_view text);

  // What was added since the last call.
  std::vector<RecordEntry> take();

  // The rest, and "... n more lines" when the limits left some out.
  std::vector<RecordEntry> close();

 private:
  RecordLimits limits_;
  std::vector<RecordEntry> entries_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
  std::size_t left_out_ = 0;
};

// Who reads a line in an AUTH exchange, an unknown command after AUTH or the query of a URL may read a
// password.
enum class Suspicion {
  none,
  was_authenticating,  // the client has said AUTH in this session
};

// True when a line that is no command may be an attempt to log in, with what follows it.
bool is_like_auth(std::string_view line);

// A command line as it may be shown: credentials become "<secret, 24 characters>". `verb` is the command that
// it was taken for, "" for none.
std::string mask_command(std::string_view line, std::string_view verb, Suspicion suspicion);

// A line of an AUTH exchange: of the client all but "*", of the server all but what asks for user and
// password.
std::string mask_response(std::string_view line);
std::string mask_challenge(std::string_view reply);

}  // namespace mailstop::smtp
