#include "http/router.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "http/dispatch.hpp"
#include "support/run_task.hpp"

namespace mailstop::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Answers with the name of what was called.
class Api {
 public:
  Task<Response> list(const Request&) { return ready(text_response("list")); }
  Task<Response> get(const Request& request) {
    return ready(text_response("get " + request.parameter("id")));
  }
  Task<Response> remove(const Request& request) {
    return ready(text_response("remove " + request.parameter("id")));
  }
  Task<Response> wait(const Request&) { return ready(text_response("wait")); }
  Task<Response> part(const Request& request) {
    return ready(text_response(request.parameter("id") + "/" + request.parameter("partId")));
  }
  Task<Response> latest_part(const Request& request) {
    return ready(text_response("latest/" + request.parameter("partId")));
  }
  Task<Response> echo(const Request& request) { return ready(text_response(request.body)); }
  Task<Response> throws(const Request&) { throw std::runtime_error("a bug"); }
};

constexpr RouteOf<Api> messages[] = {
    {Method::get, "/v1/messages", "q tag*", &Api::list},
    {Method::post, "/v1/messages", "", &Api::echo, {.body_limit = 10}},
    {Method::get, "/v1/messages/{id}", "", &Api::get},
    {Method::delete_, "/v1/messages/{id}", "", &Api::remove},
    {Method::get, "/v1/messages/wait", "", &Api::wait, {.waits = true}},
    {Method::get, "/v1/messages/{id}/parts/{partId}", "", &Api::part},
    {Method::get, "/v1/messages/latest/parts/{partId}", "", &Api::latest_part},
};
constexpr RouteOf<Api> others[] = {
    {Method::get, "/throws", "", &Api::throws},
    {Method::get, "/", "*", &Api::list},
};

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.add(messages, api_);
    router_.add(others, api_);
  }
  Response ask(Method method, std::string_view target, std::string body = {}) {
    Headers headers = {{"Host", "localhost:8025"}};
    auto request = make_request(method, target, std::move(headers), std::move(body)).value();
    const Settings settings;
    asio::io_context context;
    return test::run_task(context, answer(router_, settings, request));
  }
  std::string text(Method method, std::string_view target) {
    return std::string(bytes_of(ask(method, target).body));
  }

  Api api_;
  Router router_;
};

TEST_F(RouterTest, FindsTheHandlerAndItsParameters) {
  EXPECT_EQ(text(Method::get, "/v1/messages"), "list");
  EXPECT_EQ(text(Method::get, "/v1/messages/01h5"), "get 01h5");
  EXPECT_EQ(text(Method::delete_, "/v1/messages/01h5"), "remove 01h5");
  EXPECT_EQ(text(Method::get, "/v1/messages/01h5/parts/1.2"), "01h5/1.2");
  EXPECT_EQ(text(Method::get, "/"), "list");
}

TEST_F(RouterTest, ALiteralSegmentWinsOverAParameter) {
  EXPECT_EQ(text(Method::get, "/v1/messages/wait"), "wait");
  EXPECT_EQ(text(Method::get, "/v1/messages/latest/parts/1"), "latest/1");
  EXPECT_EQ(text(Method::get, "/v1/messages/waiter"), "get waiter");
}

TEST_F(RouterTest, UnknownPathsAre404) {
  for (const auto* path :
       {"/v1", "/v1/messages/", "/v1/messages/a/", "/v1/messages/a/parts", "/V1/messages", "//"}) {
    const auto response = ask(Method::get, path);
    EXPECT_EQ(response.status, Status::not_found) << path;
    EXPECT_THAT(bytes_of(response.body), HasSubstr("\"code\":\"not_found\"")) << path;
  }
}

TEST_F(RouterTest, OtherMethodsAre405WithAllow) {
  const auto response = ask(Method::put, "/v1/messages/01h5");
  EXPECT_EQ(response.status, Status::method_not_allowed);
  EXPECT_EQ(response.headers.get("Allow"), "GET, HEAD, DELETE, OPTIONS");
  EXPECT_THAT(bytes_of(response.body), HasSubstr("method_not_allowed"));
  EXPECT_EQ(ask(Method::delete_, "/v1/messages/wait").headers.get("Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(RouterTest, HeadComesFromGetAndOptionsFromTheTable) {
  EXPECT_EQ(ask(Method::head, "/v1/messages/01h5").status, Status::ok);
  const auto options = ask(Method::options, "/v1/messages");
  EXPECT_EQ(options.status, Status::no_content);
  EXPECT_EQ(options.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(ask(Method::options, "/nothing").status, Status::not_found);
}

TEST_F(RouterTest, UnknownQueryParametersAre400) {
  const auto response = ask(Method::get, "/v1/messages?tagg=1");
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_THAT(bytes_of(response.body), HasSubstr("did you mean \\\"tag\\\"?"));
  EXPECT_EQ(ask(Method::get, "/v1/messages?tag=1&tag=2&q=a").status, Status::ok);
  EXPECT_EQ(ask(Method::get, "/v1/messages?q=1&q=2").status, Status::bad_request);
  EXPECT_EQ(ask(Method::get, "/v1/messages/01h5?x").status, Status::bad_request);
  EXPECT_EQ(ask(Method::get, "/?anything=1&anything=2").status, Status::ok);
}

TEST_F(RouterTest, AnExceptionOfAHandlerIs500WithTheEnvelope) {
  const auto response = ask(Method::get, "/throws");
  EXPECT_EQ(response.status, Status::internal_server_error);
  EXPECT_THAT(bytes_of(response.body), HasSubstr("\"code\":\"internal\""));
  EXPECT_THAT(bytes_of(response.body), testing::Not(HasSubstr("a bug\"")));
}

TEST_F(RouterTest, ARouteMayWordItsRefusalsItself) {
  RouteTraits traits;
  traits.refuse = [](Status status, std::string_view) { return text_response("no", status); };
  const RouteOf<Api> worded[] = {{Method::post, "/worded", "", &Api::throws, traits}};
  router_.add(worded, api_);
  EXPECT_EQ(text(Method::get, "/worded"), "no");
  EXPECT_EQ(ask(Method::get, "/worded").status, Status::method_not_allowed);
  EXPECT_EQ(ask(Method::get, "/worded").headers.get("Allow"), "POST, OPTIONS");
  EXPECT_EQ(text(Method::post, "/worded"), "no");
  EXPECT_EQ(ask(Method::post, "/worded").status, Status::internal_server_error);
}

TEST_F(RouterTest, TheFallbackTakesWhatNoPatternMatches) {
  router_.set_fallback([](const Request& request) { return ready(text_response("page " + request.path)); });
  EXPECT_EQ(text(Method::get, "/m/1?a=b"), "page /m/1");
  EXPECT_EQ(text(Method::get, "/v1/messages"), "list");
  EXPECT_EQ(ask(Method::put, "/v1/messages").status, Status::method_not_allowed);
}

TEST_F(RouterTest, ListsItsRoutesInOrder) {
  std::vector<std::string> listed;
  for (const auto* route : router_.routes()) {
    listed.push_back(std::string(boost::beast::http::to_string(route->method)) + " " + route->pattern);
  }
  EXPECT_THAT(listed, ElementsAre("GET /v1/messages", "POST /v1/messages", "GET /v1/messages/{id}",
                                  "DELETE /v1/messages/{id}", "GET /v1/messages/wait",
                                  "GET /v1/messages/{id}/parts/{partId}",
                                  "GET /v1/messages/latest/parts/{partId}", "GET /throws", "GET /"));
  EXPECT_EQ(router_.routes()[1]->traits.body_limit, 10u);
  EXPECT_TRUE(router_.routes()[4]->traits.waits);
}

TEST_F(RouterTest, ARouteAddedTwiceIsABug) {
  EXPECT_THROW(router_.add(others, api_), std::logic_error);
}

}  // namespace
}  // namespace mailstop::http
