#include "mail/composition.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "mail/composition_check.hpp"
#include "mail/gmime.hpp"
#include "mail/header_text.hpp"
#include "mail/media_types.hpp"

namespace mailstop::mail {
namespace {

constexpr const char* utf8 = "utf-8";

// LF only: GMime writes the line breaks of text as CRLF at the end.
std::string to_lf(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_cr = text[i] == '\r';
    if (is_cr && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result.push_back(is_cr ? '\n' : text[i]);
  }
  if (!result.empty() && result.back() != '\n') result.push_back('\n');
  return result;
}

// Text can travel as it is when it is ASCII without long lines and without what mail handlers change on the
// way.
bool is_plain(std::string_view text) {
  if (!is_ascii(text) || text.find('\0') != std::string_view::npos) return false;
  for (const std::string_view line : split(text, '\n')) {
    if (line.size() > 78 || line.starts_with("From ") || line.ends_with(' ') || line.ends_with('\t'))
      return false;
  }
  return true;
}

void set_content(GMimePart* part, const std::string& bytes, GMimeContentEncoding encoding) {
  const ObjectPtr<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const ObjectPtr<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, encoding);
}

ObjectPtr<GMimeObject> make_text(const char* subtype, std::string_view text) {
  const std::string lines = to_lf(text);
  GMimePart* const part = g_mime_part_new_with_type("text", subtype);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", utf8);
  set_content(part, lines,
              is_plain(lines) ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return ObjectPtr<GMimeObject>(GMIME_OBJECT(part));
}

// RFC 2046 section 5.2.1: a message is not encoded itself; as a plain file it may be.
std::string type_of(const ComposedAttachment& attachment) {
  std::string type = attachment.content_type.empty() ? std::string(media_type_of(attachment.filename))
                                                     : attachment.content_type;
  return starts_with_ignoring_case(type, "message/") ? "application/octet-stream" : type;
}

ObjectPtr<GMimeObject> make_file(const ComposedAttachment& attachment) {
  GMimePart* const part = g_mime_part_new();
  GMimeObject* const object = GMIME_OBJECT(part);
  const ObjectPtr<GMimeContentType> type(
      g_mime_content_type_parse(lenient_options(), type_of(attachment).c_str()));
  g_mime_object_set_content_type(object, type.get());
  g_mime_object_set_disposition(object, attachment.content_id.empty() ? "attachment" : "inline");
  if (!attachment.filename.empty()) g_mime_part_set_filename(part, attachment.filename.c_str());
  if (!attachment.content_id.empty()) g_mime_object_set_content_id(object, attachment.content_id.c_str());
  set_content(part, attachment.content, GMIME_CONTENT_ENCODING_BASE64);
  return ObjectPtr<GMimeObject>(object);
}

// The first of `parts` is the one the others belong to; a single part stays alone.
ObjectPtr<GMimeObject> join(const char* subtype, std::vector<ObjectPtr<GMimeObject>> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  GMimeMultipart* const multipart = g_mime_multipart_new_with_subtype(subtype);
  for (const auto& part : parts) g_mime_multipart_add(multipart, part.get());
  g_mime_multipart_set_boundary(multipart, nullptr);  // a random one
  return ObjectPtr<GMimeObject>(GMIME_OBJECT(multipart));
}

ObjectPtr<GMimeObject> make_html(const Composition& composition) {
  std::vector<ObjectPtr<GMimeObject>> parts;
  parts.push_back(make_text("html", composition.html));
  for (const ComposedAttachment& attachment : composition.attachments) {
    if (!attachment.content_id.empty()) parts.push_back(make_file(attachment));
  }
  return join("related", std::move(parts));
}

// mixed( alternative( text, related( html, inline files ) ), attachments )
ObjectPtr<GMimeObject> make_body(const Composition& composition) {
  std::vector<ObjectPtr<GMimeObject>> alternatives;
  const bool has_html = !composition.html.empty();
  if (!composition.text.empty() || !has_html) alternatives.push_back(make_text("plain", composition.text));
  if (has_html) alternatives.push_back(make_html(composition));
  std::vector<ObjectPtr<GMimeObject>> parts;
  parts.push_back(join("alternative", std::move(alternatives)));
  for (const ComposedAttachment& attachment : composition.attachments) {
    if (attachment.content_id.empty() || !has_html) parts.push_back(make_file(attachment));
  }
  return join("mixed", std::move(parts));
}

void add_addresses(GMimeMessage* message, GMimeAddressType type, const std::vector<Address>& addresses) {
  for (const Address& address : addresses) {
    g_mime_message_add_mailbox(message, type, address.name.empty() ? nullptr : address.name.c_str(),
                               address.address.c_str());
  }
}

bool has_header(const Composition& composition, std::string_view name) {
  return std::any_of(composition.headers.begin(), composition.headers.end(),
                     [name](const auto& header) { return equals_ignoring_case(header.first, name); });
}

void set_date(GMimeMessage* message, Timestamp now) {
  GDateTime* const date =
      g_date_time_new_from_unix_utc(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  g_mime_message_set_date(message, date);
  g_date_time_unref(date);
}

void add_headers(GMimeMessage* message, const Composition& composition, Timestamp now) {
  add_addresses(message, GMIME_ADDRESS_TYPE_FROM, composition.from);
  add_addresses(message, GMIME_ADDRESS_TYPE_REPLY_TO, composition.reply_to);
  add_addresses(message, GMIME_ADDRESS_TYPE_TO, composition.to);
  add_addresses(message, GMIME_ADDRESS_TYPE_CC, composition.cc);
  g_mime_message_set_subject(message, composition.subject.c_str(), utf8);
  if (!has_header(composition, "Date")) set_date(message, now);
  if (!has_header(composition, "Message-ID")) {
    const GlibText id(g_mime_utils_generate_message_id("mailstop.invalid"));
    g_mime_message_set_message_id(message, id.get());
  }
  for (const auto& [name, value] : composition.headers) {
    g_mime_object_append_header(GMIME_OBJECT(message), name.c_str(), value.c_str(), utf8);
  }
}

std::string write(GMimeMessage* message) {
  GMimeFormatOptions* const options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  const ObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream.get());
  g_mime_format_options_free(options);
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace

Result<std::string> compose_message(const Composition& composition, Timestamp now) {
  if (auto checked = check_composition(composition); !checked) return checked.error();
  lenient_options();
  const ObjectPtr<GMimeMessage> message(g_mime_message_new(FALSE));
  add_headers(message.get(), composition, now);
  const auto body = make_body(composition);
  g_mime_message_set_mime_part(message.get(), body.get());
  return write(message.get());
}

}  // namespace mailstop::mail
