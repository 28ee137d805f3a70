// The APIs of other tools over a store in memory, beside the native one.
#pragma once
#include "api/compat/compat.hpp"
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {

class CompatFixture : public ApiFixture {
 protected:
  CompatFixture() { compat_.add_routes(router_); }

  http::Response put(std::string_view target, const std::string& body) {
    return ask(Method::put, target, body);
  }
  http::Response post(std::string_view target, const std::string& body) {
    return ask(Method::post, target, body);
  }
  http::Response remove(std::string_view target, const std::string& body = {}) {
    return ask(Method::delete_, target, body);
  }

  static std::string text_of(const http::Response& response) {
    return std::string(http::bytes_of(response.body));
  }
  static std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
  }

  faults::Faults faults_;
  events::Tally tally_;
  api::compat::Compat compat_{api::compat::CompatContext{
      mailroom_, api::compat::CompatSettings(), [this] { return facts_; }, faults_, tally_, 1 << 20}};
};

}  // namespace mailstop::test
