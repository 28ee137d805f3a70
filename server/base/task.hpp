// Task<T> is the coroutine type of everything that waits. It runs on the executor it was spawned on.
// g++ 12 corrupts temporaries inside co_await expressions: name braces and lambdas first (docs/hacking.md).
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mailstop {

namespace asio = boost::asio;

template <class T = void>
using Task = asio::awaitable<T>;

}  // namespace mailstop
