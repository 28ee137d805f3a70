#include "net/listener.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "base/log.hpp"
#include "net/socket_address.hpp"

namespace mailstop::net {
namespace {

using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

using local = asio::local::stream_protocol;

constexpr auto pause_without_descriptors = 100ms;
constexpr int backlog = 4096;

std::string cure(const error_code& error) {
  if (error == asio::error::address_in_use)
    return "another program listens there: stop it, or choose another port (0 lets the system choose)";
  if (error == asio::error::access_denied) return "ports below 1024 need privileges: choose a higher one";
  if (error == boost::system::errc::address_not_available) return "this machine has no such address";
  return error.message();
}

Error cannot_listen(const Endpoint& endpoint, const std::string& reason) {
  return {Errc::network, fmt::format("cannot listen on {}: {}", to_text(endpoint), reason)};
}

Result<tcp::endpoint> resolve(asio::any_io_executor executor, const Endpoint& endpoint) {
  error_code error;
  if (endpoint.host.empty()) {
    if (has_ipv6_loopback()) return tcp::endpoint(tcp::v6(), endpoint.port);
    return tcp::endpoint(tcp::v4(), endpoint.port);
  }
  const auto address = asio::ip::make_address(endpoint.host, error);
  if (!error) return tcp::endpoint(address, endpoint.port);
  tcp::resolver resolver(executor);
  const auto found = resolver.resolve(endpoint.host, "", error);
  if (error || found.empty()) return cannot_listen(endpoint, "the name does not resolve; write an address");
  return tcp::endpoint(found.begin()->endpoint().address(), endpoint.port);
}

template <class Acceptor>
error_code listen(Acceptor& acceptor, const tcp::endpoint& endpoint, bool dual_stack) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(!dual_stack), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(backlog, error);
  return error;
}

// The mode is there from the first moment on: between bind() and chmod() anybody could connect.
template <class Acceptor>
error_code listen_on_file(Acceptor& acceptor, const local::endpoint& endpoint) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (error) return error;
  const auto previous = ::umask(0117);
  acceptor.bind(endpoint, error);
  ::umask(previous);
  if (!error) acceptor.listen(backlog, error);
  return error;
}

std::uint64_t file_number(const std::string& path) {
  struct stat facts {};
  return ::lstat(path.c_str(), &facts) == 0 && S_ISSOCK(facts.st_mode) ? facts.st_ino : 0;
}

// A server that was killed leaves its file behind; connecting tells it from one in use.
bool remove_stale_file(asio::any_io_executor executor, const local::endpoint& endpoint) {
  error_code error;
  local::socket probe(executor);
  probe.connect(endpoint, error);
  if (error != asio::error::connection_refused || file_number(endpoint.path()) == 0) return false;
  return ::unlink(endpoint.path().c_str()) == 0;
}

std::string file_cure(const error_code& error, const std::string& path) {
  if (error == asio::error::address_in_use && file_number(path) == 0)
    return "there is a file that is no socket: choose another path";
  if (error == asio::error::address_in_use)
    return "another program listens there: stop it, or choose another path";
  if (error == asio::error::access_denied) return "this user may not make a file in that folder";
  if (error == boost::system::errc::no_such_file_or_directory) return "there is no such folder";
  return error.message();
}

bool is_out_of_descriptors(const error_code& error) {
  return error == asio::error::no_descriptors ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == asio::error::no_buffer_space || error == asio::error::no_memory;
}

}  // namespace

Listener::Listener(Acceptor acceptor, Endpoint local)
    : acceptor_(std::move(acceptor)),
      local_(std::move(local)),
      file_(local_.path.empty() ? 0 : file_number(local_.path)) {}

Listener::Listener(Listener&& other) noexcept
    : acceptor_(std::move(other.acceptor_)),
      local_(std::move(other.local_)),
      file_(std::exchange(other.file_, 0)) {}

Listener& Listener::operator=(Listener&& other) noexcept {
  close();
  acceptor_ = std::move(other.acceptor_);
  local_ = std::move(other.local_);
  file_ = std::exchange(other.file_, 0);
  return *this;
}

Listener::~Listener() {
  close();
}

Result<Listener> Listener::open(asio::any_io_executor executor, const Endpoint& endpoint) {
  Acceptor acceptor(executor);
  if (!endpoint.path.empty()) {
    const local::endpoint file(endpoint.path);
    auto error = listen_on_file(acceptor, file);
    if (error == asio::error::address_in_use && remove_stale_file(executor, file)) {
      acceptor = Acceptor(executor);
      error = listen_on_file(acceptor, file);
    }
    if (error) return cannot_listen(endpoint, file_cure(error, endpoint.path));
    return Listener(std::move(acceptor), endpoint);
  }
  const auto address = resolve(executor, endpoint);
  if (!address) return address.error();
  if (const auto error = listen(acceptor, *address, endpoint.host.empty()))
    return cannot_listen(endpoint, cure(error));
  auto bound = to_endpoint(acceptor.local_endpoint());
  return Listener(std::move(acceptor), std::move(bound));
}

Task<> Listener::accept_loop(OnAccept on_accept) {
  while (acceptor_.is_open()) {
    auto token = asio::as_tuple(asio::use_awaitable);
    auto [error, socket] = co_await acceptor_.async_accept(token);
    if (!error) {
      on_accept(std::move(socket));
    } else if (is_out_of_descriptors(error)) {
      log::warning("cannot accept on {}: {}; raise the limit of open files (ulimit -n)", to_text(local_),
                   error.message());
      asio::steady_timer pause(acceptor_.get_executor(), pause_without_descriptors);
      co_await pause.async_wait(asio::use_awaitable);
    } else if (error == asio::error::operation_aborted) {
      co_return;
    }
  }
}

void Listener::close() {
  error_code ignored;
  acceptor_.close(ignored);
  const auto file = std::exchange(file_, 0);
  if (file != 0 && file_number(local_.path) == file) ::unlink(local_.path.c_str());
}

bool has_ipv6_loopback() {
  static const bool has = [] {
    asio::io_context context;
    tcp::acceptor probe(context);
    error_code error;
    probe.open(tcp::v6(), error);
    if (!error) probe.bind(tcp::endpoint(asio::ip::address_v6::loopback(), 0), error);
    return !error;
  }();
  return has;
}

}  // namespace mailstop::net
