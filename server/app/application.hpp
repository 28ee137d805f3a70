// Everything wired together: store -> mailroom -> SMTP listener, REST API and page. Lives on one io_context
// and its thread.
//
//   auto application = Application::open(context, settings);   // store open, ports bound, nothing accepted
//   yet
//   (*application)->start();                                   // accepts
//   co_await (*application)->stop();                           // 421 / 1001, what is half done ends, store
//   flushed
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>
#include <vector>

#include "api/compat/compat.hpp"
#include "api/v1/api.hpp"
#include "app/addresses.hpp"
#include "base/gate.hpp"
#include "base/result.hpp"
#include "config/settings.hpp"
#include "events/bus.hpp"
#include "events/tally.hpp"
#include "faults/faults.hpp"
#include "http/server.hpp"
#include "http/static_files.hpp"
#include "listeners/smtp_listener.hpp"
#include "mailroom/mailroom.hpp"
#include "net/listener.hpp"
#include "net/tls_context_source.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace mailstop::app {

class Application {
 public:
  static Result<std::unique_ptr<Application>> open(asio::io_context& context, config::Settings settings);
  ~Application();

  const Addresses& addresses() const { return addresses_; }
  void start();
  Task<> stop();

 private:
  Application(asio::io_context& context, config::Settings settings);

  Result<void> bind();
  Result<void> bind_mail_ports();
  Result<void> open_users();
  Result<void> open_store();
  Result<void> open_tls();
  void serve_mail_and_pages();
  void use_kept_routes();
  void accept_on(net::Listener& listener, net::OnAccept on_accept);
  api::v1::ServiceFacts facts() const;

  config::Settings settings_;
  SystemClock clock_;
  Timestamp started_at_;
  bool is_ready_ = false;
  Addresses addresses_;
  std::string public_url_;

  asio::any_io_executor executor_;
  asio::thread_pool workers_;
  events::Bus bus_;
  events::Tally tally_;
  api::v1::AnswerTally answers_;
  faults::Faults faults_;
  std::vector<net::Listener> smtp_sockets_;  // as settings_.smtp.ports
  std::vector<net::Listener> http_sockets_;
  std::shared_ptr<net::TlsContextSource> tls_;  // null when nothing needs it
  std::unique_ptr<store::sqlite::SqliteStore> store_;
  std::unique_ptr<mailroom::Mailroom> mailroom_;
  std::unique_ptr<api::v1::Api> api_;
  std::unique_ptr<api::compat::Compat> compat_;
  http::StaticFiles page_;
  http::Router router_;
  std::unique_ptr<http::Server> http_;
  std::unique_ptr<listeners::SmtpListener> smtp_;
  listeners::SmtpSecrets secrets_;  // until smtp_ has them
  Gate acceptors_;
};

}  // namespace mailstop::app
