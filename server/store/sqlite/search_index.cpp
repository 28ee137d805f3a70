#include "store/sqlite/search_index.hpp"

#include <algorithm>
#include <string>

namespace mailstop::store::sqlite {
namespace {}  // namespace

SearchIndex::SearchIndex(Database& database)
    : select_state_(database, "SELECT indexed, entries, stale FROM message_index_state"),
      update_state_(database, "UPDATE message_index_state SET indexed = ?, entries = ?, stale = ?"),
      count_backlog_(database, "SELECT count(*) FROM message WHERE sequence > ?"),
      select_texts_(database,
                    "SELECT sequence, head, body_encoding, body FROM message_content WHERE sequence > ? "
                    "ORDER BY sequence LIMIT ?"),
      insert_(database, "INSERT INTO message_index (rowid, text) VALUES (?, ?)"),
      delete_all_(database, "INSERT INTO message_index (message_index) VALUES ('delete-all')") {}

void SearchIndex::load() {
  select_state_.reset();
  while (select_state_.step()) {
    indexed_ = select_state_.integer(0);
    entries_ = select_state_.integer(1);
    stale_ = select_state_.integer(2);
  }
  count_backlog_.bind(indexed_);
  while (count_backlog_.step()) backlog_ = count_backlog_.natural(0);
  is_changed_ = false;
}

void SearchIndex::note_stored(std::int64_t row) {
  if (row > 0) ++backlog_;
}

void SearchIndex::note_deleted(std::int64_t row) {
  if (holds(row)) {
    ++stale_;
    is_changed_ = true;
  } else if (row > 0 && backlog_ > 0) {
    --backlog_;
  }
}

bool SearchIndex::is_stale(std::int64_t most) const {
  return stale_ == entries_ ? entries_ > 0 : stale_ > std::max(most, entries_ - stale_);
}

void SearchIndex::add(std::uint64_t limit, std::size_t bytes) {
  if (is_stale(most_stale)) clear();
  select_texts_.bind(indexed_, limit);
  std::size_t taken = 0;
  bool has_more = select_texts_.step();
  if (!has_more) backlog_ = 0;  // what is missing in a damaged file will not come
  for (; has_more && taken < bytes; has_more = select_texts_.step()) {
    indexed_ = select_texts_.integer(0);
    const auto text = text_of_row();
    insert_.bind(indexed_, text).run();
    taken += text.size();
    ++entries_;
    backlog_ -= std::min<std::uint64_t>(backlog_, 1);
  }
  select_texts_.reset();
  is_changed_ = true;
}

// The tokenizer takes a NUL for the end of the text. A body that is damaged is found by nothing.
std::string SearchIndex::text_of_row() {
  std::string text(select_texts_.text(1)), body;
  const Packed packed{static_cast<Encoding>(select_texts_.integer(2)), select_texts_.text(3)};
  if (decompressor_.unpack(packed, body)) text += body;
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

void SearchIndex::clear() {
  delete_all_.bind().run();
  backlog_ += static_cast<std::uint64_t>(entries_ - stale_);
  indexed_ = entries_ = stale_ = 0;
  is_changed_ = true;
}

void SearchIndex::write() {
  if (is_changed_) update_state_.bind(indexed_, entries_, stale_).run();
  is_changed_ = false;
}

}  // namespace mailstop::store::sqlite
