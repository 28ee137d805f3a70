// What takes as long as a message is large: done at once for small ones, else on a worker, so that no other
// client waits for it. For handlers on the web server's executor.
//
//   auto job = [&] { return print(*message); };   // what it looks at outlives the wait
//   const auto text = co_await offload_large(mailroom, message->raw.size(), std::move(job));
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include "base/offload.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat {

constexpr std::size_t large_message = 64 * 1024;

template <class Work>
Task<std::invoke_result_t<Work&>> offload_large(mailroom::Mailroom& mailroom, std::size_t bytes, Work work) {
  if (bytes < large_message) co_return work();
  co_return co_await offload(mailroom.workers(), std::move(work));
}

}  // namespace mailstop::api::compat
