#include "mail/composition_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t longest_value = 64 * 1024;

// Why the text cannot be a header value, "" when it can.
std::string find_value_error(std::string_view text) {
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
  if (control != text.end()) {
    const bool is_break = *control == '\r' || *control == '\n';
    return fmt::format("holds a {} at byte {}",
                       is_break ? "line break, which would begin another header field" : "control character",
                       control - text.begin());
  }
  if (!is_valid_utf8(text)) return "is not valid UTF-8";
  if (text.size() > longest_value) return fmt::format("is longer than {} bytes", longest_value);
  return {};
}

Result<void> check(std::string_view what, std::string_view text) {
  const std::string error = find_value_error(text);
  if (error.empty()) return {};
  return invalid_argument(fmt::format("The {} {}.", what, error));
}

Result<void> check_address(std::string_view field, const Address& address) {
  if (auto checked = check(fmt::format("name of an address in {}", field), address.name); !checked)
    return checked;
  if (auto checked = check(fmt::format("address in {}", field), address.address); !checked) return checked;
  if (address.address.find_first_of("<>") != std::string::npos) {
    return invalid_argument(
        fmt::format("The address \"{}\" in {} holds an angle bracket.", address.address, field));
  }
  if (address.address.empty()) return invalid_argument(fmt::format("An address in {} is empty.", field));
  return {};
}

Result<void> check_addresses(const Composition& composition) {
  const std::array<std::pair<std::string_view, const std::vector<Address>*>, 5> lists = {
      {{"from", &composition.from},
       {"to", &composition.to},
       {"cc", &composition.cc},
       {"bcc", &composition.bcc},
       {"replyTo", &composition.reply_to}}};
  for (const auto& [field, list] : lists) {
    for (const Address& address : *list) {
      if (auto checked = check_address(field, address); !checked) return checked;
    }
  }
  return {};
}

// RFC 5322 section 3.6.8: printable ASCII without the colon.
bool is_field_name(std::string_view name) {
  return !name.empty() && name.size() <= 200 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

bool is_own_field(std::string_view name) {
  constexpr std::array<std::string_view, 7> names = {"from",     "to",      "cc",          "bcc",
                                                     "reply-to", "subject", "mime-version"};
  return starts_with_ignoring_case(name, "content-") ||
         std::any_of(names.begin(), names.end(),
                     [name](std::string_view own) { return equals_ignoring_case(own, name); });
}

Result<void> check_headers(const Composition& composition) {
  for (const auto& [name, value] : composition.headers) {
    if (!is_field_name(name)) {
      return invalid_argument(
          fmt::format("\"{}\" is no header name: it must be printable ASCII without spaces and colons.",
                      truncate_utf8(escape_controls(to_valid_utf8(name)), 100)));
    }
    if (is_own_field(name)) {
      return invalid_argument(
          fmt::format("The header {} cannot be given among the extra headers; it follows from the other "
                      "fields.",
                      name));
    }
    if (auto checked = check(fmt::format("header {}", name), value); !checked) return checked;
  }
  return {};
}

bool is_media_type(std::string_view type) {
  const std::string_view essence = trim(type.substr(0, type.find(';')));
  const auto slash = essence.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < essence.size() &&
         essence.find_first_of(" \t\"(),<>@:\\[]?=") == std::string_view::npos &&
         essence.find('/', slash + 1) == std::string_view::npos;
}

Result<void> check_attachments(const Composition& composition) {
  for (const ComposedAttachment& attachment : composition.attachments) {
    if (auto checked = check("file name of an attachment", attachment.filename); !checked) return checked;
    if (auto checked = check("content type of an attachment", attachment.content_type); !checked)
      return checked;
    if (auto checked = check("content id of an attachment", attachment.content_id); !checked) return checked;
    if (!attachment.content_type.empty() && !is_media_type(attachment.content_type)) {
      return invalid_argument(
          fmt::format("\"{}\" is no content type such as image/png.", attachment.content_type));
    }
    const bool has_multipart_type = starts_with_ignoring_case(attachment.content_type, "multipart/");
    if (has_multipart_type) return invalid_argument("An attachment cannot be a multipart.");
    if (attachment.content_id.find_first_of("<> \t") != std::string::npos) {
      return invalid_argument(
          fmt::format("The content id \"{}\" holds a space or an angle bracket.", attachment.content_id));
    }
  }
  return {};
}

}  // namespace

Result<void> check_composition(const Composition& composition) {
  if (auto checked = check_addresses(composition); !checked) return checked;
  if (auto checked = check("subject", composition.subject); !checked) return checked;
  if (auto checked = check_headers(composition); !checked) return checked;
  if (!is_valid_utf8(composition.text)) return invalid_argument("The text is not valid UTF-8.");
  if (!is_valid_utf8(composition.html)) return invalid_argument("The html is not valid UTF-8.");
  return check_attachments(composition);
}

}  // namespace mailstop::mail
