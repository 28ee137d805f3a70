#include "net/listener.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/log.hpp"

namespace mailstop::net {
namespace {

using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr auto pause_without_descriptors = 100ms;

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

error_code listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint, bool dual_stack) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(!dual_stack), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(4096, error);
  return error;
}

bool is_out_of_descriptors(const error_code& error) {
  return error == asio::error::no_descriptors ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == asio::error::no_buffer_space || error == asio::error::no_memory;
}

}  // namespace

Listener::Listener(tcp::acceptor acceptor, Endpoint local)
    : acceptor_(std::move(acceptor)), local_(std::move(local)) {}

Result<Listener> Listener::open(asio::any_io_executor executor, const Endpoint& endpoint) {
  const auto address = resolve(executor, endpoint);
  if (!address) return address.error();
  tcp::acceptor acceptor(executor);
  if (const auto error = listen(acceptor, *address, endpoint.host.empty()))
    return cannot_listen(endpoint, cure(error));
  const auto bound = acceptor.local_endpoint();
  return Listener(std::move(acceptor), Endpoint{bound.address().to_string(), bound.port()});
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
