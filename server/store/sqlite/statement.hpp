// A prepared statement. Bind, then step through the rows; see Database for what happens on errors.
//
//   select.bind(inbox, limit);
//   while (select.step()) use(select.text(0), select.integer(1));
//
// Texts and blobs are bound without a copy: they must stay until the statement was stepped to its end or
// reset. Views of a row live until the next step.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query/query.hpp"
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {

struct Blob {
  std::string_view bytes;
};

class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Parameters from the first on; ends what the statement was doing.
  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int index = 0;
    (bind_at(++index, values), ...);
    return *this;
  }

  bool step();  // true at a row, false after the last one or on an error
  bool run();   // for a statement without rows; true when it worked
  void reset();

  std::int64_t integer(int column) const;
  std::uint64_t natural(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  std::string_view text(int column) const;  // also of a blob
  bool is_null(int column) const;

  template <std::integral Integer>
  void bind_at(int index, Integer value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind_at(int index, std::string_view text);
  void bind_at(int index, const Blob& blob);
  void bind_at(int index, const query::TextCondition* condition);
  void bind_at(int index, const query::AttachmentTerm* term);
  void bind_at(int index, const query::LinkTerm* term);
  void bind_at(int index, const std::optional<std::int64_t>& value);
  // Not for a text, which would become an optional one as well.
  void bind_at(int index, const std::same_as<std::optional<std::string>> auto& text) {
    text ? bind_at(index, std::string_view(*text)) : bind_null(index);
  }

 private:
  void bind_integer(int index, std::int64_t value);
  void bind_null(int index);

  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace mailstop::store::sqlite
