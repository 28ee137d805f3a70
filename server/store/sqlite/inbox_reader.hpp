// What a reading thread does with the tables inbox and document. Owned by Reader.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/inbox_facts.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class InboxReader {
 public:
  explicit InboxReader(Database& database);

  std::vector<InboxFacts> all();
  InboxFacts get(std::string_view name);
  std::string document(std::string_view name);

 private:
  Statement all_;
  Statement one_;
  Statement document_;
};

}  // namespace mailstop::store::sqlite
