// Runs blocking or long work on another executor (a thread pool) and resumes on the caller's own.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <type_traits>
#include <utility>

#include "base/task.hpp"

namespace mailstop {

template <class Work>
Task<std::invoke_result_t<Work&>> run_as_task(Work work) {
  co_return work();
}

// `work` is moved to the other thread; what it throws is thrown here.
template <class Work>
Task<std::invoke_result_t<Work&>> offload(asio::any_io_executor where, Work work) {
  auto task = run_as_task(std::move(work));
  co_return co_await asio::co_spawn(where, std::move(task), asio::use_awaitable);
}

}  // namespace mailstop
