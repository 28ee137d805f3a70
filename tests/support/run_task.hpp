// Runs a coroutine to its end on an io_context of its own: how unit tests await.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "base/task.hpp"

namespace mailstop::test {

template <class T>
T run_task(asio::io_context& context, Task<T> task) {
  std::exception_ptr failure;
  std::optional<T> result;
  auto keep = [&](std::exception_ptr error, T value) {
    failure = error;
    if (!error) result.emplace(std::move(value));
  };
  asio::co_spawn(context, std::move(task), std::move(keep));
  context.restart();
  context.run();
  if (failure) std::rethrow_exception(failure);
  return std::move(*result);
}

inline void run_task(asio::io_context& context, Task<> task) {
  std::exception_ptr failure;
  asio::co_spawn(context, std::move(task), [&](std::exception_ptr error) { failure = error; });
  context.restart();
  context.run();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace mailstop::test
