// A connection with mishaps: cut after some read, or slow in both directions, as the dice say. Wraps another
// one, which outlives it.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <string>

#include "faults/mishaps.hpp"
#include "net/connection.hpp"

namespace mailstop::listeners {

class UnreliableConnection final : public net::Connection {
 public:
  UnreliableConnection(net::Connection& inner, faults::Mishaps& mishaps);

  asio::any_io_executor executor() override { return inner_.executor(); }
  net::Endpoint peer() const override { return inner_.peer(); }
  Task<std::string_view> read() override;
  void interrupt_read() override;
  Task<bool> write(std::string_view bytes) override;
  Task<> close() override;
  Task<Result<net::TlsState>> start_tls() override;
  std::string failure() const override { return inner_.failure(); }

  // The server itself has ended it.
  bool was_cut() const { return was_cut_; }

 private:
  std::size_t slice_of(std::size_t size) const;
  Task<> pass_time_of(std::size_t bytes);

  net::Connection& inner_;
  faults::Mishaps& mishaps_;
  const std::optional<double> speed_;  // bytes a second
  asio::steady_timer timer_;
  std::string arrived_;  // of a slow connection: read, and not yet passed on from `passed_on_`
  std::size_t passed_on_ = 0;
  bool was_cut_ = false;
};

}  // namespace mailstop::listeners
