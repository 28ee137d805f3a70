// A protocol session as a text file, and what a player needs to read one. One line a step:
//
//   # a comment                       blank lines are left out too
//   @ max_errors 3                    a setting of the server, before the first step
//   C: EHLO client.test               the client sends this line and CRLF; C: lines in a row are one packet
//   C- half a li                      the same without CRLF
//   S: 250-SIZE *                     the server says this line; * is any text, \* a star
//   S* 250-*                          ... any number of lines like this, or none
//   ? store from=<a@b.test> *         the server asks its host this (the dialect says how a question reads)
//   ... = stored 01 http://x/m/01         ... and gets this answer; !shutdown and !hangup may stand between
//   the two !idle  !shutdown  !hangup  !tls   time runs out; the server stops; the client hangs up; a TLS
//   handshake was done !close                            the server closes the connection
//
// In C lines \r \n \t \0 \\ and \x1B are bytes and \{600*x} is x six hundred times (escapes work inside).
// What the server says or asks beyond the file, or does not, fails the test.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mailstop::test {

enum class StepKind {
  client_sends,
  server_says,
  server_says_any,
  question,
  answer,
  idle,
  shutdown,
  hangup,
  tls,
  server_closes
};

struct Step {
  StepKind kind = StepKind::client_sends;
  std::string text;  // bytes to send, a pattern, or the words of an answer
  int line = 0;
};

struct Transcript {
  std::string name;
  std::vector<std::pair<std::string, std::string>> settings;
  std::vector<Step> steps;
};

// Both throw std::runtime_error with the name and the line of what cannot be read.
Transcript read_transcript(const std::filesystem::path& file);
Transcript parse_transcript(std::string name, std::string_view text);

bool matches(std::string_view pattern, std::string_view text);

// Bytes as a transcript writes them, on one line of printable ASCII.
std::string to_visible(std::string_view bytes);

}  // namespace mailstop::test
