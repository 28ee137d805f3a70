#include "listeners/unreliable_connection.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <chrono>

namespace mailstop::listeners {
namespace {

// Bytes trickle in steps that a person would take for a stream.
constexpr double steps_a_second = 10;

}  // namespace

UnreliableConnection::UnreliableConnection(net::Connection& inner, faults::Mishaps& mishaps)
    : inner_(inner), mishaps_(mishaps), speed_(mishaps.link_speed()), timer_(inner.executor()) {}

Task<std::string_view> UnreliableConnection::read() {
  if (passed_on_ == arrived_.size()) {
    const auto bytes = co_await inner_.read();
    if (bytes.empty()) co_return bytes;
    if (mishaps_.disconnects()) {
      was_cut_ = true;
      co_await inner_.close();
      co_return std::string_view();
    }
    if (!speed_) co_return bytes;
    arrived_ = bytes;
    passed_on_ = 0;
  }
  const auto size = slice_of(arrived_.size() - passed_on_);
  co_await pass_time_of(size);
  const auto slice = std::string_view(arrived_).substr(passed_on_, size);
  passed_on_ += size;
  co_return slice;
}

void UnreliableConnection::interrupt_read() {
  timer_.cancel();
  inner_.interrupt_read();
}

Task<bool> UnreliableConnection::write(std::string_view bytes) {
  if (!speed_) co_return co_await inner_.write(bytes);
  while (!bytes.empty()) {
    const auto size = slice_of(bytes.size());
    co_await pass_time_of(size);
    const bool written = co_await inner_.write(bytes.substr(0, size));
    if (!written) co_return false;
    bytes.remove_prefix(size);
  }
  co_return true;
}

Task<> UnreliableConnection::close() {
  if (!was_cut_) co_await inner_.close();
}

// RFC 3207 section 5: what came before the handshake was said by whoever is on the line.
Task<Result<net::TlsState>> UnreliableConnection::start_tls() {
  arrived_.clear();
  passed_on_ = 0;
  co_return co_await inner_.start_tls();
}

std::size_t UnreliableConnection::slice_of(std::size_t size) const {
  const auto step = std::max(1.0, *speed_ / steps_a_second);
  return std::min(size, static_cast<std::size_t>(step));
}

Task<> UnreliableConnection::pass_time_of(std::size_t bytes) {
  const std::chrono::duration<double> time(static_cast<double>(bytes) / *speed_);
  timer_.expires_after(std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
  boost::system::error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  co_await timer_.async_wait(token);
}

}  // namespace mailstop::listeners
