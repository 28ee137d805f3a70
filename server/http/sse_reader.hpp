// Takes Server-Sent Events out of bytes as they come (WHATWG HTML, section 9.2.6). Owner: who reads a stream.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::http {

struct ServerSentEvent {
  std::string id;    // the last one that was said, as the specification has it
  std::string type;  // "" when not said
  std::string data;
};

class SseReader {
 public:
  // The events that are complete with these bytes; comments are none.
  std::vector<ServerSentEvent> take(std::string_view bytes);

 private:
  void take_line(std::string_view line, std::vector<ServerSentEvent>& complete);

  std::string partial_line_;
  ServerSentEvent event_;
  bool has_data_ = false;
};

}  // namespace mailstop::http
