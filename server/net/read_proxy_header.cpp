#include "net/read_proxy_header.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/read.hpp>
#include <string>

#include "base/deadline.hpp"

namespace mailstop::net {
namespace {

Error cut_off(const boost::system::error_code& error, std::size_t size) {
  const bool was_closed = error == asio::error::eof || error == asio::error::connection_reset;
  const auto* const what = was_closed ? "the connection was closed" : "no more came in time";
  return {Errc::network,
          fmt::format("the header of the PROXY protocol is incomplete: {} after {} bytes of it", what, size)};
}

}  // namespace

Task<Result<ProxyHeader>> read_proxy_header(Socket& socket, std::chrono::milliseconds patience) {
  Deadline deadline(socket.get_executor());
  deadline.arm(patience, [&socket] {
    boost::system::error_code ignored;
    socket.cancel(ignored);
  });
  std::string header;
  for (;;) {
    auto progress = parse_proxy_header(header);
    if (auto* const error = std::get_if<Error>(&progress)) co_return std::move(*error);
    if (auto* const done = std::get_if<ProxyHeader>(&progress)) co_return std::move(*done);
    const auto known = header.size();
    header.resize(known + std::get<ProxyIncomplete>(progress).wanted);
    const auto room = asio::buffer(header.data() + known, header.size() - known);
    auto token = asio::as_tuple(asio::use_awaitable);
    const auto [error, size] = co_await asio::async_read(socket, room, token);
    if (error) co_return cut_off(error, known + size);
  }
}

}  // namespace mailstop::net
