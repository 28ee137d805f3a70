// Where `export` gets messages from, oldest first: a running server, or a database that the command opened.
// What arrives after the feed began is not among them. Owner: the command; one executor.
#pragma once
#include <memory>
#include <optional>

#include "app/commands/stored_mail.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "config/command.hpp"
#include "http/client.hpp"
#include "mailroom/export_walk.hpp"

namespace mailstop::app {

class MessageFeed {
 public:
  virtual ~MessageFeed() = default;

  // Nothing behind the last one.
  virtual Task<Result<std::optional<mailroom::ExportedMessage>>> next() = 0;
};

std::unique_ptr<MessageFeed> feed_from_server(http::Client client, const config::Selection& selection);

// Errors: a search that cannot be read, a wrong inbox name. `mail` outlives the feed.
Result<std::unique_ptr<MessageFeed>> feed_from_database(StoredMail& mail, const config::Selection& selection);

}  // namespace mailstop::app
