// What one reading thread does with its connection: lists, single messages, status. Used inside transact()
// only.
#pragma once
#include <atomic>
#include <chrono>
#include <string>
#include <vector>

#include "store/message_store.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/inbox_reader.hpp"
#include "store/sqlite/list_reader.hpp"
#include "store/sqlite/session_reader.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class Reader {
 public:
  // Work that runs longer than `budget` fails with too_expensive, and at once when `stop` is set.
  Reader(Database database, std::chrono::milliseconds budget, const std::atomic<bool>& stop);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Runs `work` in a read transaction; an error of the database replaces its answer.
  template <class T, class Work>
  Result<T> transact(Work& work) {
    begin();
    Result<T> answer = work(*this);
    if (auto error = end()) return std::move(*error);
    return answer;
  }

  Result<Page> list(const ListRequest& request) { return lists_.page(request); }
  Result<StoredMessage> get(std::string_view id);
  Result<std::string> raw(std::string_view id);
  Result<std::string> latest(const Selection& selection);
  Result<Status> status();
  std::vector<InboxFacts> inboxes() { return inboxes_.all(); }
  InboxFacts inbox(std::string_view name) { return inboxes_.get(name); }
  std::vector<TagFacts> tags(const std::optional<std::string>& inbox) { return inboxes_.tags(inbox); }
  std::string document(std::string_view name) { return inboxes_.document(name); }
  Result<mail::SmtpSession> session(std::string_view id) { return sessions_.get(id); }
  Result<SessionPage> sessions(const SessionFilter& filter);

  // See ListReader.
  std::vector<std::int64_t> rows(const Selection& selection, Range range, Order order, std::uint64_t limit) {
    return lists_.rows(selection, range, order, limit);
  }
  std::uint64_t end_of(const Selection& selection) { return lists_.end_of(selection); }

 private:
  struct Statements {
    explicit Statements(Database& database);

    Statement begin, end;
    Statement summary, content, raw;
    Statement page_count;
  };

  void begin();
  std::optional<Error> end();
  static int check_budget(void* reader);

  Database database_;
  Statements statements_;
  ListReader lists_;
  SessionReader sessions_;
  InboxReader inboxes_;
  Decompressor decompressor_;
  const std::chrono::milliseconds budget_;
  const std::atomic<bool>& stop_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace mailstop::store::sqlite
