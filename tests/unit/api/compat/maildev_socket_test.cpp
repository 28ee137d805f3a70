#include "api/compat/maildev/socket_routes.hpp"

#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

// Each event brings the next one, so that there is always one to be sent; the client leaves after a ping.
class BusyStream final : public http::EventStream {
 public:
  explicit BusyStream(events::Bus& bus) : bus_(bus) {}

  void add(std::uint64_t, std::string_view, std::string_view packet) override {
    pings += packet == "2" ? 1 : 0;
    deletions += packet.starts_with("42[\"deleteMail\"") ? 1 : 0;
  }
  Task<bool> flush() override {
    const events::Event event{++sequence_, events::MessageDeleted{{"gone"}, "default"}};
    bus_.publish(std::span(&event, 1));
    co_return pings < 2 && deletions < enough;
  }

  static constexpr int enough = 1'000'000;
  int pings = 0;
  int deletions = 0;

 private:
  events::Bus& bus_;
  std::uint64_t sequence_ = 0;
};

class MailDevSocket : public ApiFixture {};

TEST_F(MailDevSocket, PingsHoweverManyEventsThereAre) {
  api::compat::maildev::SocketApi api(mailroom_, std::chrono::milliseconds(2));
  http::Router router;
  api.add_routes(router);
  auto request = http::make_request(Method::get, "/socket.io/?EIO=4&transport=websocket", {}, {});
  ASSERT_TRUE(request);
  request->is_upgrade = true;
  request->host = "localhost:8025";
  const auto response = run_task(context_, http::answer(router, settings_, *request));
  const auto* const writer = std::get_if<http::EventWriter>(&response.body);
  ASSERT_TRUE(writer) << http::bytes_of(response.body);
  BusyStream stream(bus_);
  run_task(context_, (*writer)(stream));
  EXPECT_EQ(stream.pings, 2);
  EXPECT_GT(stream.deletions, 0);
  EXPECT_LT(stream.deletions, BusyStream::enough);
}

}  // namespace
}  // namespace mailstop::test
