#include "mail/line_check.hpp"

#include <fmt/format.h>

#include <cstring>

namespace mailstop::mail {
namespace {

constexpr std::size_t longest_line = 998;  // RFC 5322 section 2.1.1, without the CRLF

struct Count {
  std::size_t count = 0;
  std::size_t first = 0;  // line number, from 1

  void add(std::size_t line) {
    if (count++ == 0) first = line;
  }
};

struct LineFacts {
  Count bare_lf, bare_cr, too_long;
};

void look_at_line(std::string_view line, bool has_lf, std::size_t number, LineFacts& facts) {
  const auto cr = line.find('\r');
  const bool ends_in_crlf = has_lf && !line.empty() && line.back() == '\r';
  if (has_lf && !ends_in_crlf) facts.bare_lf.add(number);
  if (cr != std::string_view::npos && !(ends_in_crlf && cr == line.size() - 1)) facts.bare_cr.add(number);
  if (line.size() - (ends_in_crlf ? 1 : 0) > longest_line) facts.too_long.add(number);
}

LineFacts look_at_lines(std::string_view raw) {
  LineFacts facts;
  for (std::size_t begin = 0, number = 1; begin < raw.size(); ++number) {
    const auto lf = raw.find('\n', begin);
    const bool has_lf = lf != std::string_view::npos;
    const std::size_t end = has_lf ? lf : raw.size();
    look_at_line(raw.substr(begin, end - begin), has_lf, number, facts);
    begin = end + 1;
  }
  return facts;
}

std::string lines(const Count& count) {
  return count.count == 1 ? fmt::format("line {}", count.first)
                          : fmt::format("{} lines, the first is line {}", count.count, count.first);
}

}  // namespace

void check_lines(std::string_view raw, Defects& defects) {
  const LineFacts facts = look_at_lines(raw);
  if (facts.bare_lf.count > 0) {
    defects.add(Defect::bare_lf, "A line ends in LF instead of CRLF: " + lines(facts.bare_lf) + ".");
  }
  if (facts.bare_cr.count > 0) {
    defects.add(Defect::bare_cr, "A CR stands alone, without an LF behind it: " + lines(facts.bare_cr) + ".");
  }
  if (facts.too_long.count > 0) {
    defects.add(Defect::line_too_long,
                fmt::format("A line is longer than {} bytes: {}.", longest_line, lines(facts.too_long)));
  }
  if (const auto nul = raw.find('\0'); nul != std::string_view::npos) {
    defects.add(Defect::nul_byte, fmt::format("A NUL byte is at byte {}.", nul));
  }
}

}  // namespace mailstop::mail
