// One message with all that Mailpit's API shows of it.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/offload.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "mail/parsed_message.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailpit {

struct PartChecksums {
  std::string md5, sha1, sha256;  // of the decoded bytes, in hexadecimal digits
};

struct OpenedMail {
  store::StoredMessage message;
  std::string raw;  // as it was sent
  std::string text;
  std::string html;
  std::vector<mail::Header> headers;
  std::vector<PartChecksums> checksums;  // of each part; empty for those that are no files
};

Task<Result<OpenedMail>> open_mail(mailroom::Mailroom& mailroom, std::string id);

// What a browser is shown of the header that is added, then the message.
std::string raw_view(const OpenedMail& mail);

}  // namespace mailstop::api::compat::mailpit
