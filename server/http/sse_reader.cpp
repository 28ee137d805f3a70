#include "http/sse_reader.hpp"

#include <algorithm>

namespace mailstop::http {

std::vector<ServerSentEvent> SseReader::take(std::string_view bytes) {
  std::vector<ServerSentEvent> complete;
  for (auto end = bytes.find('\n'); end != bytes.npos; end = bytes.find('\n')) {
    partial_line_ += bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (partial_line_.ends_with('\r')) partial_line_.pop_back();
    take_line(partial_line_, complete);
    partial_line_.clear();
  }
  partial_line_ += bytes;
  return complete;
}

void SseReader::take_line(std::string_view line, std::vector<ServerSentEvent>& complete) {
  if (line.empty()) {
    if (has_data_) complete.push_back(event_);
    event_.type.clear();
    event_.data.clear();
    has_data_ = false;
    return;
  }
  const auto colon = std::min(line.find(':'), line.size());
  const auto name = line.substr(0, colon);
  auto value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "id") event_.id = value;
  if (name == "event") event_.type = value;
  if (name != "data") return;
  if (has_data_) event_.data += '\n';
  event_.data += value;
  has_data_ = true;
}

}  // namespace mailstop::http
