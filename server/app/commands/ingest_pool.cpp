#include "app/commands/ingest_pool.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace mailstop::app {
namespace {

constexpr std::size_t most_bytes_on_their_way = std::size_t{64} << 20;  // and one message more

class IngestPool {
 public:
  IngestPool(IngestRun& run, const GiveMail& give) : run_(run), give_(give), freed_(context_) {
    freed_.expires_at(asio::steady_timer::time_point::max());
  }

  void run(std::size_t at_once) {
    auto on_end = [this](std::exception_ptr error) {
      if (!error) return;
      failure_ = error;
      context_.stop();
    };
    for (std::size_t i = 0; i < at_once; ++i) asio::co_spawn(context_, work(), on_end);
    context_.run();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  Task<> work() {
    boost::system::error_code ignored;
    while (true) {
      while (bytes_ >= most_bytes_on_their_way) {
        auto token = asio::redirect_error(asio::use_awaitable, ignored);
        co_await freed_.async_wait(token);
      }
      auto mail = run_.next();
      if (!mail) co_return;
      const auto size = mail->raw.size();
      bytes_ += size;
      co_await give_(std::move(*mail));
      bytes_ -= size;
      freed_.cancel();
    }
  }

  IngestRun& run_;
  const GiveMail& give_;
  asio::io_context context_{1};
  asio::steady_timer freed_;
  std::size_t bytes_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void give_all(IngestRun& run, std::size_t at_once, const GiveMail& give) {
  IngestPool(run, give).run(at_once);
}

}  // namespace mailstop::app
