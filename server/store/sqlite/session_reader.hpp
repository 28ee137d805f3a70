// What a reading thread does with the table session. Owned by its Reader.
#pragma once
#include "store/session_store.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class SessionReader {
 public:
  explicit SessionReader(Database& database);

  Result<mail::SmtpSession> get(std::string_view id);
  std::vector<mail::SmtpSession> list(const SessionFilter& filter, std::uint64_t limit);

 private:
  Statement get_;
  Statement list_;
  Decompressor decompressor_;
};

}  // namespace mailstop::store::sqlite
