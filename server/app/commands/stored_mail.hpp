// A database that a command opens itself, with all that a server would do to its mail: parsing, the choice of
// the inbox, the routing rules that PUT /v1/routes left in it. No server may have it open. Owner: the
// command.
#pragma once
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "events/bus.hpp"
#include "mailroom/mailroom.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace mailstop::app {

enum class MissingDatabase { refused, made };

class StoredMail {
 public:
  // Errors are sentences for the user.
  static Result<std::unique_ptr<StoredMail>> open(const std::string& path, MissingDatabase missing);
  StoredMail(const StoredMail&) = delete;
  StoredMail& operator=(const StoredMail&) = delete;
  ~StoredMail();

  mailroom::Mailroom& mailroom() { return mailroom_; }
  Timestamp now() const { return clock_.now(); }

 private:
  explicit StoredMail(std::unique_ptr<store::sqlite::SqliteStore> store);
  Result<void> use_kept_routes();

  SystemClock clock_;
  events::Bus bus_;
  asio::thread_pool workers_;
  std::unique_ptr<store::sqlite::SqliteStore> store_;
  mailroom::Mailroom mailroom_;
};

}  // namespace mailstop::app
