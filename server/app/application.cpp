#include "app/application.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>

#include "app/database_path.hpp"
#include "app/environment.hpp"
#include "app/listener_facts.hpp"
#include "app/tls_source.hpp"
#include "app/web_assets.hpp"
#include "base/log.hpp"
#include "base/version.hpp"
#include "listeners/offered_mechanisms.hpp"
#include "mail/message_parser.hpp"
#include "protocol/smtp/line_note.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace mailstop::app {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t smtp_port = 1025;
constexpr std::uint16_t http_port = 8025;
constexpr auto stop_patience = 5s;
constexpr int turns_to_say_goodbye = 32;  // of all that is ready on the network thread
constexpr unsigned worker_threads = 2;
constexpr std::size_t large_message = 1u << 20;  // does not wait in memory for its end

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

std::vector<std::string>& listeners_of(Addresses& addresses, listeners::PortKind kind) {
  switch (kind) {
    case listeners::PortKind::smtps:
      return addresses.smtps;
    case listeners::PortKind::submission:
      return addresses.submission;
    case listeners::PortKind::lmtp:
      return addresses.lmtp;
    case listeners::PortKind::smtp:
      break;
  }
  return addresses.smtp;
}

std::string explain_line(mail::Speaker speaker, std::string_view text) {
  const bool is_client = speaker == mail::Speaker::client;
  return smtp::note_for(is_client ? smtp::Direction::client : smtp::Direction::server, text);
}

}  // namespace

Application::Application(asio::io_context& context, config::Settings settings)
    : settings_(std::move(settings)),
      started_at_(clock_.now()),
      executor_(context.get_executor()),
      workers_(worker_threads),
      page_(web_assets(), {"/", "/m/", "/inbox/", "/sessions", "/setup", "/docs"}),
      acceptors_(executor_) {}

Application::~Application() {
  if (store_) store_->close();
}

Result<std::unique_ptr<Application>> Application::open(asio::io_context& context, config::Settings settings) {
  mail::initialise_parser();
  std::unique_ptr<Application> application(new Application(context, std::move(settings)));
  if (auto opened = application->open_users(); !opened) return opened.error();
  if (auto opened = application->open_store(); !opened) return opened.error();
  if (auto bound = application->bind(); !bound) return bound.error();
  if (auto opened = application->open_tls(); !opened) return opened.error();
  if (auto checked = listeners::check_settings(application->settings_.smtp); !checked) return checked.error();
  application->serve_mail_and_pages();
  return application;
}

Result<void> Application::bind() {
  if (auto bound = bind_mail_ports(); !bound) return bound.error();
  auto http = listen_on(executor_, or_loopback(settings_.http.listen, http_port));
  if (!http) return http.error();
  http_sockets_ = std::move(*http);
  const auto* const scheme = settings_.http.tls ? "https" : "http";
  for (const auto& socket : http_sockets_) addresses_.http.push_back(http_url(socket.local(), scheme));
  public_url_ = settings_.http.public_url.empty() ? addresses_.http.front() : settings_.http.public_url;
  return {};
}

// The settings learn the real addresses, which sessions name.
Result<void> Application::bind_mail_ports() {
  auto& ports = settings_.smtp.ports;
  if (ports.empty()) {
    for (auto& endpoint : or_loopback({}, smtp_port))
      ports.push_back({listeners::PortKind::smtp, std::move(endpoint)});
  }
  for (auto& port : ports) {
    auto socket = net::Listener::open(executor_, port.endpoint);
    if (!socket) return socket.error();
    port.endpoint = socket->local();
    listeners_of(addresses_, port.kind).push_back(net::to_text(port.endpoint));
    smtp_sockets_.push_back(std::move(*socket));
  }
  return {};
}

Result<void> Application::open_users() {
  if (settings_.smtp.auth_file.empty()) return listeners::check_mechanisms(settings_.smtp.session);
  auto users = listeners::UserFile::open(settings_.smtp.auth_file);
  if (!users) return users.error();
  secrets_.users = std::move(*users);
  return listeners::check_mechanisms(settings_.smtp.session, *secrets_.users->users());
}

Result<void> Application::open_store() {
  if (!settings_.store.ephemeral && settings_.store.path.empty()) {
    auto path = default_database_path(process_environment);
    if (!path) return path.error();
    settings_.store.path = std::move(*path);
  }
  auto publish = [this](std::span<const events::Event> events) {
    tally_.count(events);
    bus_.publish(events);
  };
  auto opened = store::sqlite::open_sqlite_store(settings_.store, clock_, std::move(publish));
  if (!opened) return opened.error();
  store_ = std::move(*opened);
  const auto status = asio::co_spawn(workers_, store_->status(), asio::use_future).get();
  if (!status) return status.error();
  bus_.start_at(status->sequence);
  return {};
}

// STARTTLS is offered only when it was asked for: clients that verify certificates would break.
Result<void> Application::open_tls() {
  const auto& ports = settings_.smtp.ports;
  const auto is_smtps = [](const auto& port) { return port.kind == listeners::PortKind::smtps; };
  settings_.smtp.session.starttls = is_tls_wanted(settings_.tls);
  const bool is_needed = settings_.smtp.session.starttls || settings_.http.tls ||
                         std::any_of(ports.begin(), ports.end(), is_smtps);
  if (auto checked = check_tls(settings_.tls); !checked || !is_needed) return checked;
  std::vector<net::Endpoint> listening;
  for (const auto& socket : smtp_sockets_) listening.push_back(socket.local());
  for (const auto& socket : http_sockets_) listening.push_back(socket.local());
  auto opened = open_tls_source(settings_, listening, clock_);
  if (!opened) return opened.error();
  tls_ = std::move(*opened);
  secrets_.tls = tls_;
  return {};
}

void Application::serve_mail_and_pages() {
  mailroom_ = std::make_unique<mailroom::Mailroom>(*store_, *store_, bus_, clock_, workers_.get_executor(),
                                                   settings_.mailroom);
  api_ = std::make_unique<api::v1::Api>(
      *mailroom_, [this] { return facts(); }, explain_line, api::v1::MetricSources{tally_, answers_},
      settings_.smtp.session.limits.max_message_size);
  api_->add_routes(router_);
  use_kept_routes();
  faults_.chaos.use(settings_.chaos);
  if (settings_.jim) faults_.mishaps.use(faults::MishapRules());
  compat_ = std::make_unique<api::compat::Compat>(api::compat::CompatContext{
      *mailroom_, settings_.compat, [this] { return facts(); }, faults_, tally_,
      settings_.smtp.session.limits.max_message_size, settings_.smtp.session.hostname});
  compat_->add_routes(router_);
  api_->add_metrics([this](api::v1::MetricsText& text) { return compat_->write_metrics(text); });
  router_.set_fallback([this](const http::Request& request) { return http::ready(page_.answer(request)); });

  http::Settings http;
  http.allowed_hosts = settings_.http.allowed_hosts;
  http.on_answer = [this](std::string_view route, http::Method method, http::Status status) {
    answers_.count(route, method, status);
  };
  http_ = std::make_unique<http::Server>(executor_, router_, std::move(http),
                                         settings_.http.tls ? tls_ : nullptr);

  auto smtp = settings_.smtp;
  smtp.public_url = public_url_;
  if (!settings_.store.ephemeral) {
    smtp.spool_folder = std::filesystem::path(settings_.store.path).parent_path();
    if (smtp.spool_folder.empty()) smtp.spool_folder = ".";
    smtp.session.limits.spool_beyond = large_message;
  }
  smtp_ = std::make_unique<listeners::SmtpListener>(executor_, workers_.get_executor(), *mailroom_,
                                                    std::move(smtp), std::move(secrets_), &faults_);
}

// The store keeps rules that cannot be read, those of a newer version maybe, until somebody puts others.
void Application::use_kept_routes() {
  const auto kept = asio::co_spawn(workers_, mailroom_->kept_routes(), asio::use_future).get();
  const auto used = kept ? api_->use_kept_routes(*kept) : Result<void>(kept.error());
  if (!used) log::error("the routing rules of PUT /v1/routes are not in force: {}", used.error().message);
}

void Application::accept_on(net::Listener& listener, net::OnAccept on_accept) {
  acceptors_.spawn("accepting connections", listener.accept_loop(std::move(on_accept)));
}

void Application::start() {
  for (std::size_t port = 0; port < smtp_sockets_.size(); ++port)
    accept_on(smtp_sockets_[port],
              [this, port](net::Socket client) { smtp_->accept(std::move(client), port); });
  for (auto& socket : http_sockets_)
    accept_on(socket, [this](net::Socket client) { http_->accept(net::to_tcp(std::move(client))); });
  acceptors_.spawn("releasing held mail", mailroom_->held_mail().run());
  is_ready_ = true;
}

Task<> Application::stop() {
  is_ready_ = false;
  for (auto& socket : smtp_sockets_) socket.close();
  co_await smtp_->close(stop_patience);
  for (auto& socket : http_sockets_) socket.close();
  bus_.close();
  // Who watches hears of it before the connection goes.
  for (int turn = 0; turn < turns_to_say_goodbye; ++turn) co_await asio::post(executor_, asio::use_awaitable);
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
  facts.smtps = addresses_.smtps;
  facts.submission = addresses_.submission;
  facts.lmtp = addresses_.lmtp;
  facts.http = addresses_.http;
  if (tls_) facts.ca_pem = tls_->authority_pem();
  facts.listeners = list_listeners(settings_, addresses_.http);
  facts.discarded = smtp_->discarded();
  facts.auth = to_text(settings_.smtp.session.auth);
  facts.has_user_list = !settings_.smtp.auth_file.empty();
  facts.is_ephemeral = settings_.store.ephemeral;
  if (!facts.is_ephemeral) facts.database = settings_.store.path;
  facts.max_message_size = settings_.smtp.session.limits.max_message_size;
  facts.max_recipients = settings_.smtp.session.limits.max_recipients;
  return facts;
}

}  // namespace mailstop::app
