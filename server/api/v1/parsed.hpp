// What reading a request gives: the value, or the answer that says what is wrong with it.
#pragma once
#include <boost/system/result.hpp>
#include <stdexcept>

#include "http/response.hpp"

namespace mailstop::http {

// Taking the value of a refused request is a bug.
[[noreturn]] inline void throw_exception_from_error(const Response&, const boost::source_location&) {
  throw std::logic_error("the request was refused");
}

}  // namespace mailstop::http

namespace mailstop::api::v1 {

template <class T>
using Parsed = boost::system::result<T, http::Response>;

}  // namespace mailstop::api::v1
