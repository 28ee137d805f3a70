#include "http/sse_reader.hpp"

#include <gmock/gmock.h>

namespace mailstop::http {
namespace {

std::vector<std::string> data_of(const std::vector<ServerSentEvent>& events) {
  std::vector<std::string> data;
  for (const auto& event : events) data.push_back(event.id + '|' + event.type + '|' + event.data);
  return data;
}

TEST(SseReader, TakesEventsHoweverTheyAreCut) {
  const std::string stream =
      "id: 1\nevent: hello\ndata: {\"a\":1}\n\n:\n\ndata: one\ndata:two\r\n\r\nevent: none\n\nid: 3\ndata: "
      "x\n\n";
  for (std::size_t size = 1; size <= stream.size(); ++size) {
    SseReader reader;
    std::vector<ServerSentEvent> events;
    for (std::size_t at = 0; at < stream.size(); at += size) {
      for (auto& event : reader.take(std::string_view(stream).substr(at, size))) events.push_back(event);
    }
    EXPECT_THAT(data_of(events), testing::ElementsAre("1|hello|{\"a\":1}", "1||one\ntwo", "3||x")) << size;
  }
}

TEST(SseReader, KeepsAnEventThatIsNotComplete) {
  SseReader reader;
  EXPECT_TRUE(reader.take("data: x\n").empty());
  EXPECT_EQ(reader.take("\n").size(), 1u);
}

}  // namespace
}  // namespace mailstop::http
