#include "mail/header_block.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

struct Line {
  std::string_view text;  // without the line break
  std::size_t next = 0;
};

Line line_at(std::string_view raw, std::size_t begin) {
  const auto lf = raw.find('\n', begin);
  const bool has_lf = lf != std::string_view::npos;
  std::string_view text = raw.substr(begin, has_lf ? lf - begin : std::string_view::npos);
  if (has_lf && text.ends_with('\r')) text.remove_suffix(1);
  return {text, has_lf ? lf + 1 : raw.size()};
}

bool is_fold(std::string_view line) {
  return !line.empty() && (line[0] == ' ' || line[0] == '\t');
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of('\r') == std::string_view::npos;
}

// The length of the field's name, 0 when the line is no field. Space before the colon is obsolete, but
// understood (RFC 5322 section 4.5).
std::size_t name_length(std::string_view line) {
  std::size_t length = 0;
  while (length < line.size() && line[length] > ' ' && line[length] < 127 && line[length] != ':') ++length;
  std::size_t colon = length;
  while (colon < line.size() && (line[colon] == ' ' || line[colon] == '\t')) ++colon;
  return colon < line.size() && line[colon] == ':' ? length : 0;
}

// One of the next three lines is a field again, before the block ends.
bool field_follows(std::string_view raw, std::size_t begin) {
  for (int i = 0; i < 3 && begin < raw.size(); ++i) {
    const Line line = line_at(raw, begin);
    if (is_blank(line.text) || line.text.starts_with("--")) return false;
    if (name_length(line.text) > 0) return true;
    begin = line.next;
  }
  return false;
}

void check_bytes(const RawField& field, Defects& defects) {
  if (defects.has(Defect::eight_bit_header) || is_ascii(field.value)) return;
  if (is_valid_utf8(field.value)) {
    defects.add(
        Defect::eight_bit_header,
        fmt::format("The field {} has UTF-8 that is not encoded; only SMTPUTF8 (RFC 6532) allows that.",
                    field.name));
  } else {
    defects.add(Defect::eight_bit_header,
                fmt::format("The field {} has 8-bit characters that are not encoded; they were guessed.",
                            field.name));
  }
}

class Reader {
 public:
  Reader(std::string_view raw, std::size_t begin, std::size_t budget, Defects& defects)
      : raw_(raw), begin_(begin), budget_(budget), defects_(defects) {}

  HeaderBlock read(const Boundaries& boundaries) {
    block_.body = read_lines(boundaries);
    for (const RawField& field : block_.fields) check_bytes(field, defects_);
    return std::move(block_);
  }

 private:
  // Returns where the body begins.
  std::size_t read_lines(const Boundaries& boundaries) {
    for (std::size_t at = begin_; at < raw_.size();) {
      if (boundaries.match(begin_, at)) return at;
      const Line line = line_at(raw_, at);
      if (is_blank(line.text)) return line.next;
      if (!take(line, at)) return at;
      at = line.next;
    }
    return raw_.size();
  }

  // False when the line is no part of a header block.
  bool take(const Line& line, std::size_t at) {
    if (any_ && is_fold(line.text)) return extend(line.text);
    if (const std::size_t length = name_length(line.text); length > 0) return add(line.text, length);
    if (at == begin_ && (line.text.starts_with("From ") || line.text.starts_with(">From "))) {
      defects_.add(Defect::bad_header_line, "The first line is an mbox \"From \" line, not a header field.");
      return true;
    }
    if (!any_) return is_fold(line.text) && take_indented(line);
    defects_.add(
        Defect::bad_header_line,
        fmt::format("The line at byte {} stands in a header block, but is no field, no fold and not blank.",
                    at));
    return field_follows(raw_, line.next) && extend(line.text);
  }

  // The first field, with space in front that does not belong there.
  bool take_indented(const Line& line) {
    const std::string_view text = trim(line.text);
    const std::size_t length = name_length(text);
    if (length == 0 || !field_follows(raw_, line.next)) return false;
    defects_.add(Defect::bad_header_line, "The first line of a header block begins with a space.");
    return add(text, length);
  }

  bool add(std::string_view line, std::size_t length) {
    any_ = true;
    kept_ = block_.fields.size() < budget_;
    if (!kept_) {
      defects_.add(Defect::too_many_headers,
                   "There are more than 2,000 header fields; the rest is not shown.");
      return true;
    }
    block_.fields.push_back({line.substr(0, length), line.substr(line.find(':', length) + 1)});
    return true;
  }

  bool extend(std::string_view line) {
    if (kept_) {
      std::string_view& value = block_.fields.back().value;
      value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
    }
    return true;
  }

  std::string_view raw_;
  std::size_t begin_;
  std::size_t budget_;
  Defects& defects_;
  HeaderBlock block_;
  bool any_ = false;   // a field was seen
  bool kept_ = false;  // and it is the last of block_.fields
};

}  // namespace

HeaderBlock read_header_block(std::string_view raw, std::size_t begin, const Boundaries& boundaries,
                              std::size_t budget, Defects& defects) {
  return Reader(raw, begin, budget, defects).read(boundaries);
}

}  // namespace mailstop::mail
