// Runs one coroutine to its end on this thread.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "base/task.hpp"

namespace mailstop::app {

template <class T>
T run_task(Task<T> task) {
  asio::io_context context(1);
  std::optional<T> result;
  std::exception_ptr failure;
  auto on_end = [&](std::exception_ptr error, T value) {
    failure = error;
    if (!error) result.emplace(std::move(value));
  };
  asio::co_spawn(context, std::move(task), on_end);
  context.run();
  if (failure) std::rethrow_exception(failure);
  return std::move(*result);
}

}  // namespace mailstop::app
