// Who waits for an answer from one of the store's threads: a coroutine, or any other completion handler. It
// is resumed on its own executor, which is kept alive until then.
#pragma once
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

#include "base/result.hpp"
#include "base/task.hpp"

namespace mailstop::store::sqlite {

template <class T>
class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual asio::any_io_executor executor() const = 0;
  virtual void resume(Result<T> answer) = 0;  // once
};

template <class T, class Handler>
class HandlerWaiter final : public Waiter<T> {
 public:
  explicit HandlerWaiter(Handler handler)
      : work_(asio::make_work_guard(asio::get_associated_executor(handler))), handler_(std::move(handler)) {}

  asio::any_io_executor executor() const override { return work_.get_executor(); }

  void resume(Result<T> answer) override {
    auto deliver = [handler = std::move(handler_), answer = std::move(answer)]() mutable {
      std::move(handler)(std::move(answer));
    };
    asio::post(work_.get_executor(), std::move(deliver));
    work_.reset();
  }

 private:
  asio::executor_work_guard<asio::associated_executor_t<Handler>> work_;
  Handler handler_;
};

// Suspends the caller and gives `start` the Waiter that will resume it. A Task: awaits are answered with
// Result<T>.
template <class T, class Start>
Task<Result<T>> wait_for_answer(Start start) {
  auto initiate = [start = std::move(start)](auto handler) mutable {
    using Handler = decltype(handler);
    start(std::unique_ptr<Waiter<T>>(std::make_unique<HandlerWaiter<T, Handler>>(std::move(handler))));
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, void(Result<T>)>(std::move(initiate),
                                                                              asio::use_awaitable);
}

}  // namespace mailstop::store::sqlite
