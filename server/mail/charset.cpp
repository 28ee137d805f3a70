#include "mail/charset.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "mail/unicode.hpp"

namespace mailstop::mail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t most_bad_bytes = 1000;

// As browsers read these labels (WHATWG Encoding section 4.2): the superset that senders mean.
constexpr std::array<std::pair<std::string_view, const char*>, 17> supersets = {{
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"ks_c_5601-1987", "CP949"},
    {"ksc5601", "CP949"},
    {"euc-kr", "CP949"},
    {"iso-8859-9", "CP1254"},
    {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},
    {"big5", "BIG5-HKSCS"},
    {"unicode-1-1-utf-7", "UTF-7"},
}};

bool is_utf8_label(std::string_view charset) {
  return charset == "utf-8" || charset == "utf8" || charset == "unicode-1-1-utf-8";
}

bool is_ascii_label(std::string_view charset) {
  return charset == "us-ascii" || charset == "ascii" || charset == "ansi_x3.4-1968" || charset == "646";
}

bool is_western_label(std::string_view charset) {
  return charset == "iso-8859-1" || charset == "iso8859-1" || charset == "latin1" ||
         charset == "windows-1252" || charset == "cp1252" || charset == "iso_8859-1" ||
         charset == "x-cp1252" || charset == "l1";
}

std::string western_to_utf8(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) append_utf8(result, from_western(static_cast<unsigned char>(c)));
  return result;
}

// A conversion descriptor of the C library; invalid when it does not know the charset.
class Converter {
 public:
  explicit Converter(const char* charset) : handle_(iconv_open("UTF-8", charset)) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  struct Outcome {
    std::string text;
    std::size_t bad_bytes = 0;  // each became U+FFFD; it stops after most_bad_bytes
  };

  Outcome convert(std::string_view bytes) {
    Outcome outcome;
    char* in = const_cast<char*>(bytes.data());  // iconv does not write to its input
    std::size_t left = bytes.size();
    while (left > 0 && outcome.bad_bytes <= most_bad_bytes) {
      const bool failed = step(&in, &left, outcome.text) && errno != E2BIG;
      if (!failed) continue;
      ++outcome.bad_bytes;
      outcome.text.append(replacement);
      ++in;
      --left;
    }
    step(nullptr, nullptr, outcome.text);
    return outcome;
  }

 private:
  bool step(char** in, std::size_t* left, std::string& text) {
    std::array<char, 8192> buffer;
    char* out = buffer.data();
    std::size_t room = buffer.size();
    const bool failed = iconv(handle_, in, left, &out, &room) == static_cast<std::size_t>(-1);
    const int error = errno;
    text.append(buffer.data(), buffer.size() - room);
    errno = error;
    return failed;
  }

  iconv_t handle_;
};

// Only what a charset's name is made of reaches the C library, which reads more into other characters.
const char* iconv_name(const std::string& charset) {
  for (const auto& [label, name] : supersets) {
    if (label == charset) return name;
  }
  const bool is_name =
      charset.size() <= 40 &&
      charset.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.:-") == std::string::npos;
  return is_name ? charset.c_str() : "unknown";
}

// The charset in <meta charset="..."> or <meta http-equiv content="text/html; charset=..."> near the top.
std::string meta_charset(std::string_view html) {
  const std::string head = to_lower_ascii(html.substr(0, 2048));
  for (auto meta = head.find("<meta"); meta != std::string::npos; meta = head.find("<meta", meta + 1)) {
    std::string_view tag = std::string_view(head).substr(meta, head.find('>', meta) - meta);
    const auto at = tag.find("charset=");
    if (at == std::string_view::npos) continue;
    tag.remove_prefix(at + 8);
    tag.remove_prefix(std::min(tag.find_first_not_of("\"' "), tag.size()));
    return std::string(tag.substr(0, tag.find_first_of("\"' ;/>")));
  }
  return {};
}

// Some of it is UTF-8 beyond ASCII, so the bad bytes are the exception.
bool is_mostly_utf8(std::string_view repaired) {
  std::size_t bad = 0, other = 0;
  for (std::size_t at = 0; at < repaired.size(); ++at) {
    if (static_cast<unsigned char>(repaired[at]) < 0xC0) continue;
    ++(repaired.substr(at).starts_with(replacement) ? bad : other);
  }
  return other > bad;
}

std::string guess(const DeclaredText& text) {
  if (is_valid_utf8(text.bytes)) return std::string(text.bytes);
  if (is_utf8_label(text.charset)) {
    std::string repaired = to_valid_utf8(std::string(text.bytes));
    if (is_mostly_utf8(repaired)) return repaired;
  }
  const std::string charset = text.is_html ? meta_charset(text.bytes) : std::string();
  if (!charset.empty() && !is_utf8_label(charset) && !is_western_label(charset)) {
    Converter converter(iconv_name(charset));
    if (converter.is_open()) {
      Converter::Outcome outcome = converter.convert(text.bytes);
      if (outcome.bad_bytes <= most_bad_bytes) return std::move(outcome.text);
    }
  }
  return western_to_utf8(text.bytes);
}

void report_wrong(const DeclaredText& text, Defects* defects) {
  if (!defects) return;
  defects->add(Defect::wrong_charset,
               fmt::format("A text part is not in the charset that it declares, \"{}\".", text.charset));
}

std::string convert_western(const DeclaredText& text, Defects* defects) {
  if (is_ascii(text.bytes)) return std::string(text.bytes);
  if (is_valid_utf8(text.bytes)) report_wrong(text, defects);  // yet shown as its readers would see it
  return western_to_utf8(text.bytes);
}

std::string convert_undeclared(const DeclaredText& text, Defects* defects) {
  if (is_ascii(text.bytes)) return std::string(text.bytes);
  if (!text.charset.empty()) {
    report_wrong(text, defects);
  } else if (defects && !(text.is_html && !meta_charset(text.bytes).empty())) {
    defects->add(Defect::missing_charset,
                 "A text part has 8-bit characters and declares no charset; it was guessed.");
  }
  return guess(text);
}

std::string convert_declared(const DeclaredText& text, Defects* defects) {
  Converter converter(iconv_name(std::string(text.charset)));
  if (!converter.is_open()) {
    if (defects) {
      defects->add(Defect::unknown_charset,
                   fmt::format("A text part declares the unknown charset \"{}\".", text.charset));
    }
    return guess(text);
  }
  Converter::Outcome outcome = converter.convert(text.bytes);
  if (outcome.bad_bytes == 0) return std::move(outcome.text);
  report_wrong(text, defects);
  const bool hopeless = outcome.bad_bytes > most_bad_bytes;
  return hopeless || is_valid_utf8(text.bytes) ? guess(text) : std::move(outcome.text);
}

std::string replace_nul(std::string text) {
  if (text.find('\0') == std::string::npos) return text;
  std::string result;
  result.reserve(text.size() + 16);
  for (const char c : text) {
    if (c == '\0') {
      result.append(replacement);
    } else {
      result.push_back(c);
    }
  }
  return result;
}

}  // namespace

std::string to_unicode(const DeclaredText& text, Defects* defects) {
  std::string result;
  if (is_utf8_label(text.charset) && is_valid_utf8(text.bytes)) {
    result = text.bytes;
  } else if (is_western_label(text.charset)) {
    result = convert_western(text, defects);
  } else if (text.charset.empty() || is_ascii_label(text.charset) || is_utf8_label(text.charset)) {
    result = convert_undeclared(text, defects);
  } else {
    result = convert_declared(text, defects);
  }
  if (result.starts_with("\xEF\xBB\xBF")) result.erase(0, 3);
  return replace_nul(std::move(result));
}

}  // namespace mailstop::mail
