// The messages of a selection one by one with their bytes, for who writes them somewhere: pages of the list
// are fetched as they are needed and one message is in memory. Those that are stored after the walk began are
// not among them, those that are deleted before their turn are left out. Owner: who exports; one executor.
//
//   ExportWalk walk(mailroom, selection, order);
//   while (true) { auto message = co_await walk.next();  if (!message || !*message) break;  ... }
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mailroom/mailroom.hpp"

namespace mailstop::mailroom {

struct ExportedMessage {
  mail::MessageSummary summary;
  std::string raw;
};

class ExportWalk {
 public:
  // `mailroom` outlives the walk.
  ExportWalk(Mailroom& mailroom, store::Selection selection, store::Order order);

  // Fetches the first page, which next() would do too: a query that cannot be answered is known then.
  Task<Result<void>> begin();

  // Nothing behind the last one. An error ends the walk.
  Task<Result<std::optional<ExportedMessage>>> next();

 private:
  Task<Result<void>> fetch_page();
  std::optional<mail::MessageSummary> next_summary();

  Mailroom& mailroom_;
  store::ListRequest request_;
  std::vector<mail::MessageSummary> page_;
  std::size_t at_ = 0;
  std::optional<std::uint64_t> end_;  // the newest sequence when the walk began
  bool is_last_page_ = false;
};

}  // namespace mailstop::mailroom
