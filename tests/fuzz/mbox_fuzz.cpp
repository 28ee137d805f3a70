// Any bytes are an mbox file, read alike however they are cut; what is written of messages is read back the
// same. The first byte says where the input is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mail/mbox.hpp"
#include "property.hpp"

namespace {

using mailstop::fuzz::require;
using Messages = std::vector<std::string>;

constexpr std::size_t largest = 4096;

void take_all(mailstop::mail::MboxReader& reader, Messages& messages) {
  while (auto message = reader.take()) {
    require(message->raw.size() <= largest, "a message is as large as allowed");
    require(!message->is_too_large || message->raw.empty(), "what is too large is not kept");
    messages.push_back(std::move(message->raw));
  }
}

Messages read(std::string_view bytes, std::size_t piece) {
  mailstop::mail::MboxReader reader(largest);
  Messages messages;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.append(bytes.substr(at, piece));
    take_all(reader, messages);
  }
  reader.finish();
  take_all(reader, messages);
  return messages;
}

std::string write(const Messages& messages, std::size_t piece) {
  mailstop::mail::MboxWriter writer;
  for (const std::string_view message : messages) {
    writer.begin("", mailstop::Timestamp{});
    for (std::size_t at = 0; at < message.size(); at += piece) writer.append(message.substr(at, piece));
    writer.end();
  }
  return writer.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto messages = read(bytes, bytes.size() + 1);
  require(messages == read(bytes, piece), "how it is cut does not matter");
  require(messages == read(bytes, 1), "byte by byte is the same");

  Messages whole;
  for (const auto& message : messages) {
    const bool ends_line = message.empty() || message.back() == '\n';
    if (message.size() < largest) whole.push_back(ends_line ? message : message + '\n');
  }
  const auto file = write(whole, piece);
  require(file == write(whole, largest), "how it is written does not matter");
  require(read(file, piece) == whole, "what was written is read back");
  return 0;
}
