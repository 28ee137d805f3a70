// Counts the answers of the web server by route, method and status. One executor, that of the server.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::api::v1 {

class AnswerTally {
 public:
  using Key = std::tuple<std::string, http::Method, http::Status>;

  // `route` is the pattern of a route, "" when none was found.
  void count(std::string_view route, http::Method method, http::Status status) {
    ++counts_[Key(route, method, status)];
  }
  const std::map<Key, std::uint64_t>& all() const { return counts_; }

 private:
  std::map<Key, std::uint64_t> counts_;
};

}  // namespace mailstop::api::v1
