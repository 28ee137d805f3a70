// The error channel for operations that fail as foreseen: Result<T> holds a T or an Error with a closed Errc.
// A peer's mistake is a reply value instead, a bug is an exception (docs/architecture.md, "Three error
// channels").
#pragma once
#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>

namespace mailstop {

enum class Errc {
  invalid_argument,  // the caller's input is malformed; the message names what and where
  not_found,
  conflict,
  refused,  // a rule that somebody has set is against it
  too_large,
  too_expensive,     // a query ran into its time budget
  storage_full,      // disk or quota; worth trying again when space is back
  storage_failed,    // the store cannot do it now
  storage_unusable,  // the database file is of another kind, version or owner
  unavailable,       // shutting down or not ready
  cancelled,
  network,
};

struct Error {
  Errc code = Errc::invalid_argument;
  std::string message;  // one or more plain sentences for a person: what was wrong, where, what to do
};

template <class T>
using Result = boost::system::result<T, Error>;

[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::runtime_error(error.message);
}

inline Error invalid_argument(std::string message) {
  return {Errc::invalid_argument, std::move(message)};
}
inline Error not_found(std::string message) {
  return {Errc::not_found, std::move(message)};
}

}  // namespace mailstop
