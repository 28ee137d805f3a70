// One connection to SQLite and the statements on it. A connection and its statements belong to one thread at
// a time.
//
// Errors do not interrupt: a statement that fails behaves as if it had no more rows, and the first error
// waits in the Database until its owner asks for it at the end of the work (take_error). Nothing is done
// after an error until then.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace mailstop::store::sqlite {

class Database {
 public:
  enum class Mode { read_write, read_only };

  // `name` is a file or a file: URI.
  static Result<Database> open(const std::string& name, Mode mode);

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  // One or more statements without parameters, their rows dropped.
  bool execute(const std::string& sql);

  bool has_failed() const { return code_ != 0; }
  std::optional<Error> take_error();
  void fail(int code);  // remembers SQLite's own message when it is the first

  std::uint64_t changed_rows() const;  // by the statement that ran last

  sqlite3* handle() const { return handle_; }

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}

  sqlite3* handle_ = nullptr;
  int code_ = 0;
  std::string message_;
};

Error to_error(int code, const std::string& message);

}  // namespace mailstop::store::sqlite
