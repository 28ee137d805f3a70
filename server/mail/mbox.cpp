#include "mail/mbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

constexpr std::string_view from_mark = "From ";
constexpr std::size_t longest_from_line = 1000;
constexpr std::string_view null_sender = "MAILER-DAEMON";  // as other writers of the format call it

// "10:05", "9:05:07"
bool is_time(std::string_view word) {
  const auto colon = word.find(':');
  if (colon != 1 && colon != 2) return false;
  const auto fits = [](char c) { return is_digit(c) || c == ':'; };
  return word.size() >= colon + 3 && std::all_of(word.begin(), word.end(), fits);
}

bool is_four_digits(std::string_view word) {
  return word.size() == 4 && std::all_of(word.begin(), word.end(), is_digit);
}

// RFC 4155 has the format of asctime() in UTC: "Sat Jan  3 01:05:34 1996"
std::string to_asctime(Timestamp time) {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{} {} {:2} {:02}:{:02}:{:02} {:04}", days[std::chrono::weekday(day).c_encoding()],
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     static_cast<int>(date.year()));
}

// One word: a quoted local part may hold spaces, and control characters have no place in a line.
std::string to_word(std::string_view sender) {
  if (sender.empty()) return std::string(null_sender);
  std::string word(sender);
  const auto parts_words = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; };
  std::replace_if(word.begin(), word.end(), parts_words, '_');
  return word;
}

}  // namespace

bool is_mbox_from_line(std::string_view line) {
  if (!line.starts_with(from_mark)) return false;
  bool has_time = false, has_year = false;
  for (const auto word : split(trim(line.substr(from_mark.size())), ' ')) {
    has_time = has_time || is_time(word);
    has_year = has_year || is_four_digits(word);
  }
  return has_time && has_year;
}

void MboxWriter::begin(std::string_view sender, Timestamp received_at) {
  output_ += fmt::format("{}{} {}\n", from_mark, to_word(sender), to_asctime(received_at));
  matched_ = 0;
  is_prefix_ = is_empty_ = true;
}

// Of the ">" before "From " it does not matter where the new one goes, so they need not wait.
void MboxWriter::append(std::string_view bytes) {
  if (bytes.empty()) return;
  is_empty_ = false;
  ends_line_ = bytes.back() == '\n';
  for (std::size_t at = 0; at < bytes.size();) {
    if (!is_prefix_) {
      const auto end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
      output_ += bytes.substr(at, end - at);
      is_prefix_ = output_.back() == '\n';
      at = end;
    } else if (bytes[at] == from_mark[matched_]) {
      ++at;
      if (++matched_ < from_mark.size()) continue;
      output_.append(">").append(from_mark);
      matched_ = 0;
      is_prefix_ = false;
    } else if (matched_ == 0 && bytes[at] == '>') {
      output_ += bytes[at++];
    } else {
      output_ += from_mark.substr(0, std::exchange(matched_, 0));
      is_prefix_ = false;
    }
  }
}

void MboxWriter::end() {
  output_ += from_mark.substr(0, std::exchange(matched_, 0));
  if (!is_empty_ && !ends_line_) output_ += '\n';
  output_ += '\n';
}

std::string MboxWriter::take() {
  return std::exchange(output_, {});
}

void MboxReader::append(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t used = 0;
    switch (place_) {
      case Place::prefix:
        used = read_prefix(bytes);
        break;
      case Place::from_line:
        used = read_from_line(bytes);
        break;
      case Place::line:
        used = read_line(bytes);
        break;
    }
    bytes.remove_prefix(used);
  }
}

// The beginning of a line, as long as it may be ">>From ". Of many ">" one is held back: they are all alike.
std::size_t MboxReader::read_prefix(std::string_view bytes) {
  const char c = bytes.front();
  if (matched_ == 0 && c == '>') {
    if (std::exchange(has_quote_, true)) keep(">");
    return 1;
  }
  if (c != from_mark[matched_]) {
    keep_prefix();
    place_ = Place::line;
    return 0;
  }
  if (++matched_ < from_mark.size()) return 1;
  matched_ = 0;
  const bool is_from_line = !has_quote_ && line_size_ == 0 && may_begin_;
  has_quote_ = false;
  place_ = is_from_line ? Place::from_line : Place::line;
  if (is_from_line)
    from_line_ = from_mark;
  else
    keep(from_mark);
  return 1;
}

std::size_t MboxReader::read_from_line(std::string_view bytes) {
  const auto room = longest_from_line - from_line_.size();
  const auto end = bytes.find('\n');
  from_line_ += bytes.substr(0, std::min(end, room));
  if (end >= room && bytes.size() >= room) {
    keep(from_line_);
    place_ = Place::line;
    return room;
  }
  if (end == bytes.npos) return bytes.size();
  if (is_mbox_from_line(from_line_)) {
    end_message();
    has_begun_ = true;
  } else {
    keep(from_line_);
    keep("\n");
    end_line();
  }
  return end + 1;
}

std::size_t MboxReader::read_line(std::string_view bytes) {
  const auto end = bytes.find('\n');
  if (end == bytes.npos) {
    keep(bytes);
    return bytes.size();
  }
  keep(bytes.substr(0, end + 1));
  end_line();
  return end + 1;
}

void MboxReader::keep(std::string_view bytes) {
  if (bytes.empty()) return;
  if (line_size_ == 0) begins_with_cr_ = bytes.front() == '\r';
  line_size_ += bytes.size();
  if (message_.is_too_large) return;
  // The blank line behind a message counts too, until it is known to be one.
  if (bytes.size() > largest_ + 2 - std::min(largest_ + 2, message_.raw.size())) {
    message_.raw = {};
    message_.is_too_large = true;
    return;
  }
  message_.raw += bytes;
}

void MboxReader::keep_prefix() {
  if (std::exchange(has_quote_, false)) keep(">");
  keep(from_mark.substr(0, std::exchange(matched_, 0)));
}

void MboxReader::end_line() {
  const bool is_blank = line_size_ == 1 || (line_size_ == 2 && begins_with_cr_);
  blank_size_ = is_blank ? static_cast<std::size_t>(line_size_) : 0;
  may_begin_ = is_blank;
  line_size_ = 0;
  place_ = Place::prefix;
}

void MboxReader::end_message() {
  auto message = std::exchange(message_, {});
  auto& raw = message.raw;
  // Nothing but blank lines before the first "From " is no message.
  const bool is_message = has_begun_ || message.is_too_large || !trim(raw).empty();
  if (line_size_ == 0) raw.resize(raw.size() - std::min(blank_size_, raw.size()));
  if (raw.size() > largest_) message = {{}, true};
  if (is_message) messages_.push_back(std::move(message));
  line_size_ = 0;
  blank_size_ = 0;
  may_begin_ = true;
  place_ = Place::prefix;
}

void MboxReader::finish() {
  if (place_ == Place::from_line) {
    const bool begins = is_mbox_from_line(from_line_);
    if (begins)
      end_message();
    else
      keep(from_line_);
    has_begun_ = has_begun_ || begins;
  }
  keep_prefix();
  end_message();
  has_begun_ = false;
}

std::optional<MboxMessage> MboxReader::take() {
  if (messages_.empty()) return std::nullopt;
  auto message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

}  // namespace mailstop::mail
