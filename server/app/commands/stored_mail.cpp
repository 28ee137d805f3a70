#include "app/commands/stored_mail.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <span>
#include <utility>

#include "api/v1/routing_request.hpp"
#include "app/commands/run_task.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::app {
namespace {

constexpr unsigned parsing_threads = 2;
constexpr std::chrono::hours search_patience{1};  // nobody else waits

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

Error in_words(Error error) {
  if (error.message.find("in use by another process") != std::string::npos)
    error.message += " Without --database the server that uses it is asked.";
  return error;
}

}  // namespace

Result<std::unique_ptr<StoredMail>> StoredMail::open(const std::string& path, MissingDatabase missing) {
  mail::initialise_parser();
  std::error_code ignored;
  if (missing == MissingDatabase::refused && !std::filesystem::exists(path, ignored))
    return not_found(fmt::format("There is no database \"{}\".", path));
  store::sqlite::Settings settings;
  settings.path = path;
  settings.query_budget = search_patience;
  settings.is_tended = false;  // whoever looks at old mail must not lose it to limits that they did not set
  auto store =
      store::sqlite::open_sqlite_store(settings, system_clock(), [](std::span<const events::Event>) {});
  if (!store) return in_words(store.error());
  std::unique_ptr<StoredMail> opened(new StoredMail(std::move(*store)));
  if (auto used = opened->use_kept_routes(); !used) return used.error();
  return opened;
}

StoredMail::StoredMail(std::unique_ptr<store::sqlite::SqliteStore> store)
    : workers_(parsing_threads),
      store_(std::move(store)),
      mailroom_(*store_, *store_, bus_, clock_, workers_.get_executor()) {}

StoredMail::~StoredMail() {
  workers_.join();
  store_->close();
}

Result<void> StoredMail::use_kept_routes() {
  const auto kept = run_task(mailroom_.kept_routes());
  if (!kept) return kept.error();
  if (kept->empty()) return {};
  const auto routes = api::v1::parse_routes(*kept, clock_.now());
  if (!routes)
    return invalid_argument(
        fmt::format("The routing rules of the database cannot be read: {}. Start the server "
                    "on it and put others with PUT /v1/routes.",
                    routes.error().message));
  mailroom_.use_routes(*routes);
  return {};
}

}  // namespace mailstop::app
