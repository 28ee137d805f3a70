#include "mail/text_links.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "mail/html_outline.hpp"

namespace mailstop::mail {
namespace {

struct Scheme {
  std::string_view name;
  std::string_view after_colon;
};

constexpr std::array<Scheme, 6> schemes = {
    {{"http", "//"}, {"https", "//"}, {"ftp", "//"}, {"mailto", ""}, {"tel", ""}, {"sms", ""}}};

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The scheme that ends at the colon, nullptr when there is none or it is the tail of a longer word.
const Scheme* scheme_before(std::string_view text, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < 8 && is_alphanumeric(text[begin - 1])) --begin;
  const std::string_view word = text.substr(begin, colon - begin);
  const auto found = std::find_if(schemes.begin(), schemes.end(), [word](const Scheme& scheme) {
    return equals_ignoring_case(scheme.name, word);
  });
  return found == schemes.end() ? nullptr : &*found;
}

// White space and the marks that no URL holds: beyond ASCII NBSP, U+2028, U+2029, U+3000 to U+3002, U+FF0C,
// guillemets and typographic quotes.
bool ends_url(std::string_view rest) {
  const auto c = static_cast<unsigned char>(rest[0]);
  if (c <= ' ' || c == 0x7F) return true;
  if (c < 0x80) return std::string_view("<>\"`{}|\\^").find(rest[0]) != std::string_view::npos;
  if (c == 0xC2 && static_cast<unsigned char>(rest[1]) <= 0xA0) return true;  // C1 controls and NBSP
  constexpr std::array<std::string_view, 11> marks = {
      "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE3\x80\x80", "\xE3\x80\x81", "\xE3\x80\x82", "\xEF\xBC\x8C",
      "\xC2\xAB",     "\xC2\xBB",     "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E"};
  return std::any_of(marks.begin(), marks.end(),
                     [rest](std::string_view mark) { return rest.starts_with(mark); });
}

// How many more brackets close than open.
struct Surplus {
  std::ptrdiff_t round, square;

  explicit Surplus(std::string_view url)
      : round(std::count(url.begin(), url.end(), ')') - std::count(url.begin(), url.end(), '(')),
        square(std::count(url.begin(), url.end(), ']') - std::count(url.begin(), url.end(), '[')) {}
};

std::string_view without_trailing_punctuation(std::string_view url) {
  for (Surplus surplus(url); !url.empty(); url.remove_suffix(1)) {
    const char last = url.back();
    if (last == ')' && surplus.round > 0) {
      --surplus.round;
    } else if (last == ']' && surplus.square > 0) {
      --surplus.square;
    } else if (std::string_view(".,;:!?'*_~").find(last) == std::string_view::npos) {
      break;
    }
  }
  return url;
}

}  // namespace

void find_text_links(std::string_view text, std::vector<Link>& links) {
  std::size_t count = 0;
  for (auto colon = text.find(':'); colon != std::string_view::npos && count < most_links;
       colon = text.find(':', colon + 1)) {
    const Scheme* const scheme = scheme_before(text, colon);
    if (!scheme || !text.substr(colon + 1).starts_with(scheme->after_colon)) continue;
    const std::size_t rest = colon + 1 + scheme->after_colon.size();
    std::size_t end = rest;
    while (end < text.size() && !ends_url(text.substr(end))) ++end;
    const std::string_view target = without_trailing_punctuation(text.substr(rest, end - rest));
    if (!target.empty() && target[0] != '/') {
      const std::size_t begin = colon - scheme->name.size();
      const std::string url(text.substr(begin, rest + target.size() - begin));
      links.push_back({url, url, LinkSource::text});
      ++count;
    }
    colon = std::max(colon, rest + target.size() - 1);
  }
}

}  // namespace mailstop::mail
