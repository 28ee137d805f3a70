// Runs one coroutine to its end on this thread.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "base/task.hpp"

namespace mailstop::app {

// In a context that may have other work: that is waited for too, unless the task fails.
template <class T>
T run_task(asio::io_context& context, Task<T> task) {
  std::optional<T> result;
  std::exception_ptr failure;
  auto on_end = [&](std::exception_ptr error, T value) {
    failure = error;
    if (error) return context.stop();
    result.emplace(std::move(value));
  };
  asio::co_spawn(context, std::move(task), on_end);
  context.run();
  if (failure) std::rethrow_exception(failure);
  return std::move(*result);
}

template <class T>
T run_task(Task<T> task) {
  asio::io_context context(1);
  return run_task(context, std::move(task));
}

}  // namespace mailstop::app
