// One part of a multipart as /api/v1/messages/{id}/mime/part/{n}/download gives it: base64 undone, quoted-
// printable left, with the part's own header as far as it is about the content.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/compat/mailhog/message.hpp"
#include "base/result.hpp"
#include "http/headers.hpp"

namespace mailstop::api::compat::mailhog {

struct PartDownload {
  std::string bytes;
  std::vector<http::Header> headers;
};

// `number` counts the parts of the outer multipart from 0. Errors: not_found.
Result<PartDownload> find_part(const Message& message, std::string_view number);

}  // namespace mailstop::api::compat::mailhog
