#include "mail/identification.hpp"

#include <memory>

#include "base/text.hpp"
#include "mail/gmime.hpp"
#include "mail/header_text.hpp"

namespace mailstop::mail {
namespace {

// What stands in <angle brackets>, white space inside removed: it is only there by folding.
std::vector<std::string> bracketed(std::string_view text) {
  std::vector<std::string> found;
  for (auto open = text.find('<'); open != std::string_view::npos; open = text.find('<', open)) {
    const auto close = text.find('>', open);
    if (close == std::string_view::npos) break;
    std::string inside(text.substr(open + 1, close - open - 1));
    std::erase(inside, ' ');
    if (!inside.empty()) found.push_back(std::move(inside));
    open = close;
  }
  return found;
}

}  // namespace

std::vector<std::string> read_message_ids(std::string_view raw_value) {
  const std::string text = to_single_line(unfold(raw_value));
  std::vector<std::string> ids = bracketed(text);
  if (!ids.empty()) return ids;
  for (const std::string_view word : split(text, ' ')) {
    if (!word.empty()) ids.emplace_back(word);
  }
  return ids;
}

std::optional<Timestamp> read_date(std::string_view raw_value) {
  const std::string text = unfold(raw_value.substr(0, 200));
  struct Unref {
    void operator()(GDateTime* date) const { g_date_time_unref(date); }
  };
  const std::unique_ptr<GDateTime, Unref> date(g_mime_utils_header_decode_date(text.c_str()));
  if (!date) return std::nullopt;
  return Timestamp(std::chrono::seconds(g_date_time_to_unix(date.get())));
}

std::vector<std::string> read_list_urls(std::string_view raw_value) {
  return bracketed(to_single_line(unfold(raw_value)));
}

}  // namespace mailstop::mail
