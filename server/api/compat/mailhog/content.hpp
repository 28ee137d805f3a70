// A message as MailHog reads it: headers and a body of plain text, cut at the boundary when it is a
// multipart, nothing decoded. Pure.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::api::compat::mailhog {

// By name as written. Of a header that is repeated the last one counts; folds are joined with their white
// space.
using HeaderMap = std::map<std::string, std::vector<std::string>>;

struct Content {
  HeaderMap headers;
  std::string_view body;                      // these are views into the text it was read from
  std::size_t size = 0;                       // bytes of the whole text
  std::optional<std::vector<Content>> parts;  // of a multipart; what follows its last boundary is one, too
};

// `text` outlives the content.
Content read_content(std::string_view text);

// Whatever its case; nullptr when there is none.
const std::vector<std::string>* find_header(const HeaderMap& headers, std::string_view name);

// How `headers` writes this name, or the name itself when there is no such header.
std::string name_within(const HeaderMap& headers, std::string_view name);

}  // namespace mailstop::api::compat::mailhog
