// What a reading thread says of inboxes, tags and documents. Owned by Reader.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/message_store.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class InboxReader {
 public:
  explicit InboxReader(Database& database);

  std::vector<InboxFacts> all();
  InboxFacts get(std::string_view name);
  std::vector<TagFacts> tags(const std::optional<std::string>& inbox);
  std::string document(std::string_view name);

 private:
  Statement all_;
  Statement one_;
  Statement tags_;
  Statement tags_of_inbox_;
  Statement document_;
};

}  // namespace mailstop::store::sqlite
