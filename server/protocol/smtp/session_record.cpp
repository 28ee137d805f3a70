#include "protocol/smtp/session_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

// Mechanisms by the names under which clients ask for them; any other word behind AUTH might be a password.
constexpr std::string_view mechanisms[] = {
    "PLAIN",       "LOGIN",       "CRAM-MD5",           "DIGEST-MD5",    "XOAUTH",        "XOAUTH2",
    "OAUTHBEARER", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS",   "SCRAM-SHA-256", "SCRAM-SHA-512", "ANONYMOUS",
    "EXTERNAL",    "NTLM",        "SCRAM-SHA-256-PLUS", "GSSAPI",        "GSS-SPNEGO",    "KERBEROS_V4"};

bool is_mechanism(std::string_view word) {
  return std::any_of(std::begin(mechanisms), std::end(mechanisms),
                     [word](std::string_view name) { return equals_ignoring_case(name, word); });
}

std::string hide(std::string_view text) {
  return fmt::format("<secret, {} characters>", text.size());
}

std::string mask_auth(std::string_view line) {
  const auto mechanism_at = line.find_first_not_of(' ', line.find(' '));
  if (mechanism_at == std::string_view::npos) return std::string(line);
  const auto end = std::min(line.find(' ', mechanism_at), line.size());
  const auto mechanism = line.substr(mechanism_at, end - mechanism_at);
  if (!is_mechanism(mechanism)) return fmt::format("AUTH {}", hide(line.substr(mechanism_at)));
  const auto response = trim(line.substr(end));
  if (response.empty() || response == "=") return std::string(line);
  return fmt::format("AUTH {} {}", mechanism, hide(response));
}

// A request line may carry a token.
std::string mask_request(std::string_view line) {
  const auto query = line.find('?');
  if (line.find('@') < query) return fmt::format("{} {}", line.substr(0, line.find(' ')), hide(line));
  if (query == std::string_view::npos) return std::string(line);
  return fmt::format("{}{}", line.substr(0, query + 1), hide(line.substr(query + 1)));
}

bool is_http_verb(std::string_view verb) {
  constexpr std::string_view verbs[] = {"GET",   "HEAD",   "POST",    "PUT",
                                        "PATCH", "DELETE", "OPTIONS", "CONNECT"};
  return std::find(std::begin(verbs), std::end(verbs), verb) != std::end(verbs);
}

// A line that is no command may be the answer to an AUTH that was refused, or a mistyped AUTH.
std::string mask_unknown(std::string_view line, Suspicion suspicion) {
  if (suspicion == Suspicion::none && !is_like_auth(line)) return std::string(line);
  return fmt::format("<{} characters that are no command>", line.size());
}

}  // namespace

void SessionRecord::add(Direction direction, std::string_view text) {
  if (count_ >= limits_.entries || bytes_ >= limits_.bytes) {
    ++left_out_;
    return;
  }
  auto shown = escape_controls(to_valid_utf8(std::string(text.substr(0, limits_.line))));
  if (text.size() > limits_.line) shown += fmt::format("... ({} bytes)", text.size());
  ++count_;
  bytes_ += shown.size();
  entries_.push_back({direction, std::move(shown)});
}

std::vector<RecordEntry> SessionRecord::take() {
  return std::exchange(entries_, {});
}

std::vector<RecordEntry> SessionRecord::close() {
  auto rest = take();
  if (left_out_ > 0) {
    const auto count = std::exchange(left_out_, 0);
    rest.push_back({Direction::server, fmt::format("... {} more {}", count, count == 1 ? "line" : "lines")});
  }
  return rest;
}

bool is_like_auth(std::string_view line) {
  constexpr std::string_view hints[] = {"auth", "pass", "login"};  // PASS and LOGIN are of POP3 and IMAP
  const auto words = split(line, ' ');
  const auto lower = to_lower_ascii(line);
  const auto is_in_line = [&](std::string_view hint) { return lower.find(hint) != std::string::npos; };
  return std::any_of(std::begin(hints), std::end(hints), is_in_line) ||
         std::any_of(words.begin(), words.end(), is_mechanism);
}

std::string mask_command(std::string_view line, std::string_view verb, Suspicion suspicion) {
  if (verb.empty()) return mask_unknown(line, suspicion);
  if (verb == "AUTH") return mask_auth(line);
  return is_http_verb(verb) ? mask_request(line) : std::string(line);
}

std::string mask_response(std::string_view line) {
  return line == "*" ? "*" : hide(line);
}

std::string mask_challenge(std::string_view reply) {
  constexpr std::string_view harmless[] = {"334 ", "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"};
  if (std::find(std::begin(harmless), std::end(harmless), reply) != std::end(harmless))
    return std::string(reply);
  return fmt::format("334 <challenge, {} characters>", reply.size() - std::min<std::size_t>(4, reply.size()));
}

}  // namespace mailstop::smtp
