#include "api/compat/maildev/answers.hpp"

#include <utility>

namespace mailstop::api::compat::maildev {

using http::Status;

http::Response json_answer(const Json& json, Status status) {
  return json_text_answer(to_text(json), status);
}

http::Response json_text_answer(std::string json, Status status) {
  http::Response response;
  response.status = status;
  response.headers.set("Content-Type", json_type);
  response.body = std::move(json);
  return response;
}

http::Response refuse(Status status, std::string_view message) {
  return json_answer(Json{{"error", std::string(message)}}, status);
}

http::Response failure(const Error& error) {
  if (error.code == Errc::not_found) return no_such_email();
  return refuse(http::status_of(error.code), error.message);
}

http::Response no_such_email() {
  return refuse(Status::not_found, "Email was not found");
}

http::Response no_such_file() {
  return json_answer(Json("File not found"), Status::not_found);
}

}  // namespace mailstop::api::compat::maildev
