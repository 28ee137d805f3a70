#include "api/compat/mailhog/answers.hpp"

namespace mailstop::api::compat::mailhog {

http::Response done() {
  return json_answer("");
}

http::Response json_answer(std::string json) {
  http::Response response;
  response.headers.set("Content-Type", list_type);
  response.body = std::move(json);
  return response;
}

http::Response answer(http::Status status, std::string_view text) {
  return http::text_response(std::string(text), status);
}

http::Response failure(const Error& error) {
  const bool is_of_client = error.code == Errc::not_found || error.code == Errc::invalid_argument;
  return answer(http::status_of(error.code), is_of_client ? std::string_view() : error.message);
}

http::RouteTraits traits() {
  http::RouteTraits traits;
  traits.refuse = answer;
  return traits;
}

http::RouteTraits long_traits() {
  auto patient = traits();
  patient.waits = true;
  return patient;
}

http::RouteTraits same_origin_traits() {
  auto strict = traits();
  strict.same_origin = true;
  return strict;
}

}  // namespace mailstop::api::compat::mailhog
