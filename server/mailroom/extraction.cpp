#include "mailroom/extraction.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/offload.hpp"

namespace mailstop::mailroom {
namespace {

constexpr std::chrono::seconds longest_matching{2};

// Up to the first blank line, whatever the line ends.
std::string header_block_of(std::string raw) {
  for (std::size_t line = 0; line < raw.size();) {
    const auto end = std::min(raw.find('\n', line), raw.size());
    if (end == line || (end == line + 1 && raw[line] == '\r')) {
      raw.resize(line);
      break;
    }
    line = end + 1;
  }
  return raw;
}

Task<Result<std::string>> read_source(Mailroom& mailroom, std::string id, Source source) {
  if (source == Source::raw_headers) {
    auto raw = co_await mailroom.raw(std::move(id));
    if (!raw) co_return raw.error();
    co_return header_block_of(std::move(*raw));
  }
  if (source == Source::subject) {
    auto message = co_await mailroom.get(std::move(id));
    if (!message) co_return message.error();
    co_return std::move(message->summary.subject);
  }
  if (source == Source::html) co_return co_await mailroom.html(std::move(id));
  co_return co_await mailroom.text(std::move(id));
}

}  // namespace

Task<Result<mail::HtmlSelection>> select_in_html(Mailroom& mailroom, std::string id,
                                                 mail::HtmlSelectionWish wish) {
  auto html = co_await mailroom.html(std::move(id));
  if (!html) co_return html.error();
  auto job = [html = std::move(*html), wish = std::move(wish)] { return mail::select_html(html, wish); };
  co_return co_await offload(mailroom.workers(), std::move(job));
}

Task<Result<query::RegexMatches>> match_in(Mailroom& mailroom, std::string id, Source source,
                                           query::RegexExtraction regex, std::size_t limit) {
  auto text = co_await read_source(mailroom, std::move(id), source);
  if (!text) co_return text.error();
  auto job = [text = std::move(*text), regex = std::move(regex), limit] {
    return regex.find_all(text, limit, std::chrono::steady_clock::now() + longest_matching);
  };
  co_return co_await offload(mailroom.workers(), std::move(job));
}

}  // namespace mailstop::mailroom
