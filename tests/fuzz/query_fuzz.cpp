// Any text is a query or an error that says why.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "property.hpp"
#include "query/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto query = mailstop::query::parse_query(text, mailstop::Timestamp{});
  mailstop::fuzz::require(query || !query.error().message.empty(), "an error has a message");
  return 0;
}
