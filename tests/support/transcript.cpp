#include "support/transcript.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "base/text.hpp"

namespace mailstop::test {
namespace {

constexpr std::pair<std::string_view, StepKind> events[] = {
    {"!idle", StepKind::idle}, {"!shutdown", StepKind::shutdown},   {"!hangup", StepKind::hangup},
    {"!tls", StepKind::tls},   {"!close", StepKind::server_closes},
};

std::size_t to_number(std::string_view digits, int base) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw std::runtime_error("a number is wrong");
  return number;
}

std::string unescape(std::string_view text);

// "600*x}": gives the expansion and moves `at` behind the brace.
std::string repeat(std::string_view text, std::size_t& at) {
  const auto star = text.find('*', at);
  const auto end = text.find('}', at);
  if (star == std::string_view::npos || end == std::string_view::npos || star > end) {
    throw std::runtime_error("\\{count*text} expected");
  }
  const auto count = to_number(text.substr(at, star - at), 10);
  const auto unit = unescape(text.substr(star + 1, end - star - 1));
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += unit;
  at = end + 1;
  return result;
}

std::string unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      bytes.push_back(text[at++]);
      continue;
    }
    const char kind = at + 1 < text.size() ? text[at + 1] : ' ';
    at += 2;
    switch (kind) {
      case 'r':
        bytes.push_back('\r');
        break;
      case 'n':
        bytes.push_back('\n');
        break;
      case 't':
        bytes.push_back('\t');
        break;
      case '0':
        bytes.push_back('\0');
        break;
      case '\\':
        bytes.push_back('\\');
        break;
      case 'x':
        bytes.push_back(static_cast<char>(to_number(text.substr(at, 2), 16)));
        at += 2;
        break;
      case '{':
        bytes += repeat(text, at);
        break;
      default:
        throw std::runtime_error("unknown escape");
    }
  }
  return bytes;
}

void add_client_bytes(Transcript& transcript, std::string bytes, int line) {
  auto& steps = transcript.steps;
  if (!steps.empty() && steps.back().kind == StepKind::client_sends) {
    steps.back().text += bytes;
  } else {
    steps.push_back({StepKind::client_sends, std::move(bytes), line});
  }
}

void add_event(Transcript& transcript, std::string_view word, int line) {
  for (const auto& [name, kind] : events) {
    if (name == word) return transcript.steps.push_back({kind, std::string(word), line});
  }
  throw std::runtime_error("unknown event");
}

void parse_line(Transcript& transcript, std::string_view text, int line) {
  const auto space = text.find(' ');
  const auto mark = text.substr(0, space);
  const auto rest = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  if (mark == "C:") return add_client_bytes(transcript, unescape(rest) + "\r\n", line);
  if (mark == "C-") return add_client_bytes(transcript, unescape(rest), line);
  if (mark == "S:") return transcript.steps.push_back({StepKind::server_says, std::string(rest), line});
  if (mark == "S*") return transcript.steps.push_back({StepKind::server_says_any, std::string(rest), line});
  if (mark == "?") return transcript.steps.push_back({StepKind::question, std::string(rest), line});
  if (mark == "=") return transcript.steps.push_back({StepKind::answer, std::string(rest), line});
  if (mark.starts_with('!')) return add_event(transcript, text, line);
  if (mark != "@") throw std::runtime_error("a line starts with C: C- S: S* ? = @ ! or #");
  const auto value = rest.find(' ');
  transcript.settings.emplace_back(rest.substr(0, value), rest.substr(value + 1));
}

}  // namespace

Transcript parse_transcript(std::string name, std::string_view text) {
  Transcript transcript{std::move(name), {}, {}};
  int line = 0;
  for (const auto content : split(text, '\n')) {
    ++line;
    if (content.empty() || content.starts_with('#')) continue;
    try {
      parse_line(transcript, content, line);
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(fmt::format("{}:{}: {}", transcript.name, line, error.what()));
    }
  }
  return transcript;
}

Transcript read_transcript(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + " cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return parse_transcript(file.stem().string(), text.str());
}

bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  auto star = std::string_view::npos;  // where to take up again when what follows the last star does not fit
  std::size_t resumed = 0;
  while (t < text.size() || p < pattern.size()) {
    const bool is_escaped = pattern.substr(p).starts_with("\\*");
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resumed = t;
    } else if (p < pattern.size() && t < text.size() && text[t] == pattern[p + (is_escaped ? 1 : 0)]) {
      p += is_escaped ? 2 : 1;
      ++t;
    } else if (star != std::string_view::npos && resumed < text.size()) {
      p = star + 1;
      t = ++resumed;
    } else {
      return false;
    }
  }
  return true;
}

std::string to_visible(std::string_view bytes) {
  std::string visible;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\r') {
      visible += "\\r";
    } else if (c == '\n') {
      visible += "\\n";
    } else if (c == '\0') {
      visible += "\\0";
    } else if (byte < 0x20 || byte >= 0x7F) {
      fmt::format_to(std::back_inserter(visible), "\\x{:02X}", byte);
    } else {
      visible.push_back(c);
    }
  }
  return visible;
}

}  // namespace mailstop::test
