#include "app/commands/smtp_relay.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

#include "base/task.hpp"

namespace mailstop::app {
namespace {

using asio::ip::tcp;

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = ::write(descriptor, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

// False at the end of what there is.
bool pass_on(int from, int to) {
  std::array<char, 64 * 1024> block;
  const auto size = ::read(from, block.data(), block.size());
  if (size < 0) return errno == EINTR;
  return size > 0 && write_all(to, {block.data(), static_cast<std::size_t>(size)});
}

// Blocking reads and writes: each side of SMTP waits for the other, and standard input may be a file, which
// no event loop watches. The end of the input is passed on, as a client that quits has an answer coming.
void relay_until_closed(tcp::socket& server) {
  const int socket = server.native_handle();
  std::array<pollfd, 2> watched{{{socket, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
  for (;;) {
    if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
    if (watched[0].revents != 0 && !pass_on(socket, STDOUT_FILENO)) return;
    if (watched[1].revents == 0 || pass_on(STDIN_FILENO, socket)) continue;
    watched[1].fd = -1;
    boost::system::error_code ignored;
    server.shutdown(tcp::socket::shutdown_send, ignored);
  }
}

}  // namespace

int relay_smtp(const net::Endpoint& where) {
  std::signal(SIGPIPE, SIG_IGN);
  asio::io_context context(1);
  tcp::socket server(context);
  boost::system::error_code error;
  const auto found = tcp::resolver(context).resolve(where.host, std::to_string(where.port), error);
  if (!error) asio::connect(server, found, error);
  if (error) {
    fmt::print(stderr, "sendmail: cannot connect to {}: {}\n", net::to_text(where), error.message());
    return EX_TEMPFAIL;
  }
  relay_until_closed(server);
  return EX_OK;
}

}  // namespace mailstop::app
