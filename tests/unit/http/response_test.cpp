#include "http/response.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace mailstop::http {
namespace {

TEST(ErrorResponse, HasTheOneEnvelope) {
  const auto response = error_response(Status::conflict, "taken", "the name \"x\" is taken");
  EXPECT_EQ(response.status, Status::conflict);
  EXPECT_EQ(response.headers.get("Content-Type"), "application/json");
  EXPECT_EQ(bytes_of(response.body),
            R"({"error":{"code":"taken","message":"the name \"x\" is taken","details":{}}})");
}

TEST(ErrorResponse, CarriesDetailsAndCleansTheMessage) {
  nlohmann::ordered_json details;
  details["column"] = 3;
  const auto response = error_response(Status::bad_request, "invalid_query", "bad \xff byte", details);
  EXPECT_EQ(bytes_of(response.body),
            "{\"error\":{\"code\":\"invalid_query\",\"message\":\"bad \xEF\xBF\xBD "
            "byte\",\"details\":{\"column\":3}}}");
}

// Every Errc, by hand: a new one does not compile in the table, and must be added here with its status.
TEST(ErrorResponse, EveryErrcHasAStatus) {
  const std::pair<Errc, unsigned> expected[] = {
      {Errc::invalid_argument, 400}, {Errc::not_found, 404},        {Errc::conflict, 409},
      {Errc::too_large, 413},        {Errc::too_expensive, 503},    {Errc::storage_full, 503},
      {Errc::storage_failed, 503},   {Errc::storage_unusable, 503}, {Errc::unavailable, 503},
      {Errc::cancelled, 503},        {Errc::network, 502},
  };
  for (const auto& [code, status] : expected) {
    EXPECT_EQ(static_cast<unsigned>(status_of(code)), status) << code_of(code);
    EXPECT_NE(code_of(code), "internal");
    EXPECT_EQ(error_response(Error{code, "m"}).status, status_of(code));
  }
}

TEST(JsonResponse, NeverThrowsAboutBytes) {
  nlohmann::ordered_json json;
  json["z"] = "\xff";
  json["a"] = 1;
  EXPECT_EQ(bytes_of(json_response(json).body), "{\"z\":\"\xEF\xBF\xBD\",\"a\":1}");
}

TEST(Body, BytesOfEveryKnownKind) {
  EXPECT_EQ(bytes_of(Body(std::string("a"))), "a");
  EXPECT_EQ(bytes_of(Body(std::string_view("b"))), "b");
  EXPECT_EQ(bytes_of(Body(std::make_shared<const std::string>("c"))), "c");
  EXPECT_EQ(bytes_of(Body(std::shared_ptr<const std::string>())), "");
  EXPECT_FALSE(is_streamed(Body(std::string("a"))));
  EXPECT_TRUE(is_streamed(event_response([](EventStream&) -> Task<> { co_return; }).body));
}

}  // namespace
}  // namespace mailstop::http
