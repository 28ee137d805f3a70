// How much of the database is in use, and how much is free since something was deleted. Writer's thread only;
// knows what the open transaction has changed.
#pragma once
#include <cstdint>

#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class PageUse {
 public:
  explicit PageUse(Database& database);

  std::uint64_t used_bytes();
  std::uint64_t free_pages();

 private:
  const std::uint64_t page_size_;
  Statement page_count_;
  Statement freelist_count_;
};

}  // namespace mailstop::store::sqlite
