#include "store/sqlite/page_use.hpp"

namespace mailstop::store::sqlite {
namespace {

std::uint64_t value_of(Statement& pragma) {
  pragma.reset();
  const std::uint64_t value = pragma.step() ? pragma.natural(0) : 0;
  pragma.reset();
  return value;
}

// It never changes once there is a page.
std::uint64_t page_size_of(Database& database) {
  Statement pragma(database, "PRAGMA page_size");
  return value_of(pragma);
}

}  // namespace

PageUse::PageUse(Database& database)
    : page_size_(page_size_of(database)),
      page_count_(database, "PRAGMA page_count"),
      freelist_count_(database, "PRAGMA freelist_count") {}

std::uint64_t PageUse::used_bytes() {
  return (value_of(page_count_) - free_pages()) * page_size_;
}

std::uint64_t PageUse::free_pages() {
  return value_of(freelist_count_);
}

}  // namespace mailstop::store::sqlite
