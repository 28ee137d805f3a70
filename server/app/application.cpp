#include "app/application.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "app/database_path.hpp"
#include "app/environment.hpp"
#include "app/web_assets.hpp"
#include "base/log.hpp"
#include "base/version.hpp"
#include "mail/message_parser.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace mailstop::app {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t smtp_port = 1025;
constexpr std::uint16_t http_port = 8025;
constexpr auto stop_patience = 5s;
constexpr unsigned worker_threads = 2;

std::vector<net::Endpoint> or_loopback(std::vector<net::Endpoint> given, std::uint16_t port) {
  if (!given.empty()) return given;
  given.push_back({"127.0.0.1", port});
  if (net::has_ipv6_loopback()) given.push_back({"::1", port});
  return given;
}

Result<std::vector<net::Listener>> listen_on(const asio::any_io_executor& executor,
                                             const std::vector<net::Endpoint>& endpoints) {
  std::vector<net::Listener> sockets;
  for (const auto& endpoint : endpoints) {
    auto socket = net::Listener::open(executor, endpoint);
    if (!socket) return socket.error();
    sockets.push_back(std::move(*socket));
  }
  return sockets;
}

std::string_view name_of(smtp::AuthMode mode) {
  switch (mode) {
    case smtp::AuthMode::off:
      return "off";
    case smtp::AuthMode::required:
      return "required";
    case smtp::AuthMode::optional:
      break;
  }
  return "optional";
}

}  // namespace

Application::Application(asio::io_context& context, config::Settings settings)
    : settings_(std::move(settings)),
      started_at_(clock_.now()),
      executor_(context.get_executor()),
      workers_(worker_threads),
      page_(web_assets(), {"/", "/m/", "/inbox/", "/sessions", "/setup"}),
      acceptors_(executor_) {}

Application::~Application() {
  if (store_) store_->close();
}

Result<std::unique_ptr<Application>> Application::open(asio::io_context& context, config::Settings settings) {
  mail::initialise_parser();
  std::unique_ptr<Application> application(new Application(context, std::move(settings)));
  if (auto opened = application->open_store(); !opened) return opened.error();
  if (auto bound = application->bind(); !bound) return bound.error();
  application->serve_mail_and_pages();
  return application;
}

Result<void> Application::bind() {
  auto smtp = listen_on(executor_, or_loopback(settings_.smtp.listen, smtp_port));
  if (!smtp) return smtp.error();
  auto http = listen_on(executor_, or_loopback(settings_.http.listen, http_port));
  if (!http) return http.error();
  smtp_sockets_ = std::move(*smtp);
  http_sockets_ = std::move(*http);
  for (const auto& socket : smtp_sockets_) addresses_.smtp.push_back(net::to_text(socket.local()));
  for (const auto& socket : http_sockets_) addresses_.http.push_back(http_url(socket.local()));
  public_url_ = settings_.http.public_url.empty() ? addresses_.http.front() : settings_.http.public_url;
  return {};
}

Result<void> Application::open_store() {
  if (!settings_.store.ephemeral && settings_.store.path.empty()) {
    auto path = default_database_path(process_environment);
    if (!path) return path.error();
    settings_.store.path = std::move(*path);
  }
  auto publish = [this](std::span<const events::Event> events) { bus_.publish(events); };
  auto opened = store::sqlite::open_sqlite_store(settings_.store, clock_, std::move(publish));
  if (!opened) return opened.error();
  store_ = std::move(*opened);
  const auto status = asio::co_spawn(workers_, store_->status(), asio::use_future).get();
  if (!status) return status.error();
  bus_.start_at(status->sequence);
  return {};
}

void Application::serve_mail_and_pages() {
  mailroom_ = std::make_unique<mailroom::Mailroom>(*store_, bus_, clock_, workers_.get_executor());
  api_ = std::make_unique<api::v1::Api>(
      *mailroom_, [this] { return facts(); }, settings_.smtp.session.limits.max_message_size);
  api_->add_routes(router_);
  router_.set_fallback([this](const http::Request& request) { return http::ready(page_.answer(request)); });

  http::Settings http;
  http.allowed_hosts = settings_.http.allowed_hosts;
  http_ = std::make_unique<http::Server>(executor_, router_, std::move(http));

  listeners::SmtpListenerSettings smtp{settings_.smtp.session, settings_.smtp.max_connections, public_url_};
  smtp_ = std::make_unique<listeners::SmtpListener>(executor_, *mailroom_, std::move(smtp));
}

void Application::accept_on(net::Listener& listener, net::OnAccept on_accept) {
  acceptors_.spawn("accepting connections", listener.accept_loop(std::move(on_accept)));
}

void Application::start() {
  for (auto& socket : smtp_sockets_)
    accept_on(socket, [this](asio::ip::tcp::socket client) { smtp_->accept(std::move(client)); });
  for (auto& socket : http_sockets_)
    accept_on(socket, [this](asio::ip::tcp::socket client) { http_->accept(std::move(client)); });
  is_ready_ = true;
}

Task<> Application::stop() {
  is_ready_ = false;
  for (auto& socket : smtp_sockets_) socket.close();
  co_await smtp_->close(stop_patience);
  for (auto& socket : http_sockets_) socket.close();
  bus_.close();
  co_await http_->close(stop_patience);
  co_await acceptors_.close(0ms);
  workers_.join();
  store_->close();
}

api::v1::ServiceFacts Application::facts() const {
  api::v1::ServiceFacts facts;
  facts.version = version;
  facts.started_at = started_at_;
  if (!is_ready_) facts.unready = "the server is starting or stopping";
  facts.smtp = addresses_.smtp;
  facts.http = addresses_.http;
  facts.auth = name_of(settings_.smtp.session.auth);
  facts.is_ephemeral = settings_.store.ephemeral;
  if (!facts.is_ephemeral) facts.database = settings_.store.path;
  facts.max_message_size = settings_.smtp.session.limits.max_message_size;
  facts.max_recipients = settings_.smtp.session.limits.max_recipients;
  return facts;
}

}  // namespace mailstop::app
