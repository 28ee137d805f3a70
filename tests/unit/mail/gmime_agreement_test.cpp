// Our scan of the structure and our short cuts for simple fields against GMime's own parser, over the whole
// corpus.
#include <gtest/gtest.h>

#include <map>

#include "base/text.hpp"
#include "corpus.hpp"
#include "mail/address_list.hpp"
#include "mail/gmime.hpp"
#include "mail/message_parser.hpp"
#include "mail/parameters.hpp"

namespace mailstop::mail {
namespace {

struct Leaf {
  std::string type, content;

  bool operator==(const Leaf&) const = default;
  friend void PrintTo(const Leaf& leaf, std::ostream* out) {
    *out << leaf.type << " " << leaf.content.size();
  }
};

std::string to_text(GMimeStream* stream) {
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

void collect(GMimeObject* object, std::vector<Leaf>& leaves) {
  if (GMIME_IS_MULTIPART(object)) {
    const int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
    for (int i = 0; i < count; ++i) collect(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), leaves);
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage* const message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (message) collect(g_mime_message_get_mime_part(message), leaves);
  } else if (GMIME_IS_PART(object)) {
    const ObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
    GMimeDataWrapper* const content = g_mime_part_get_content(GMIME_PART(object));
    if (content) g_mime_data_wrapper_write_to_stream(content, stream.get());
    const GlibText type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)));
    leaves.push_back({to_lower_ascii(type.get()), to_text(stream.get())});
  }
}

std::vector<Leaf> gmime_leaves(const std::string& raw) {
  const ObjectPtr<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
  const ObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const ObjectPtr<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), lenient_options()));
  std::vector<Leaf> leaves;
  if (message && g_mime_message_get_mime_part(message.get())) {
    collect(g_mime_message_get_mime_part(message.get()), leaves);
  }
  return leaves;
}

std::vector<Leaf> our_leaves(const std::string& raw) {
  std::vector<Leaf> leaves;
  const auto parts = parse_message(raw).parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool has_children =
        i + 1 < parts.size() && (i == 0 || parts[i + 1].part_id.starts_with(parts[i].part_id + "."));
    if (!has_children) leaves.push_back({parts[i].content_type, decode_part(raw, parts[i])});
  }
  return leaves;
}

// Where we mean to differ, and why.
const std::map<std::string, std::string> differing = {
    {"attachment_message_rfc822_inline_image", "GMime leaves a multipart without content out"},
    {"bad-content-type", "RFC 2045 section 5.2: text/plain, not application/octet-stream"},
    {"bad-header-start", "GMime gives up on a first line with space in front"},
    {"empty", "no bytes are an empty message here, no message in GMime"},
    {"header-no-blank-line", "the body begins at the line that is no header field, not after it"},
    {"japanese_attachment_long_name", "GMime leaves a CR in front of a delimiter that ends the file"},
    {"mime-bad-content-type", "GMime drops the last group of base64 that is cut off"},
    {"mime-unquoted-tspecials-param", "GMime drops the last group of base64 that is cut off"},
    {"multipart-empty-parts", "GMime leaves a part without headers and content out"},
    {"multipart-no-boundary", "what cannot be taken apart is shown"},
    {"multipart-wrong-boundary", "what cannot be taken apart is shown"},
    {"no-headers", "a message without headers is body"},
    {"one-byte", "a message without headers is body"},
    {"qp-utf8-header-no-break", "a forgotten blank line does not hide the parts"},
    {"raw_email_encoded_stack_level_too_deep",
     "GMime leaves a CR in front of a delimiter that ends the file"},
};

TEST(GmimeAgreement, SameLeavesWithTheSameContent) {
  initialise_parser();
  for (const auto& file : files_below(corpus_folder(), {".eml"})) {
    const std::string raw = read_file(file);
    const auto ours = our_leaves(raw), theirs = gmime_leaves(raw);
    const auto known = differing.find(file.stem().string());
    if (known == differing.end()) {
      EXPECT_EQ(ours, theirs) << file.filename();
    } else {
      EXPECT_NE(ours, theirs) << file.filename() << " differs no more: " << known->second;
    }
  }
}

void append_mailboxes(InternetAddressList* list, std::vector<Address>& addresses) {
  for (int i = 0; i < internet_address_list_length(list); ++i) {
    InternetAddress* const entry = internet_address_list_get_address(list, i);
    const char* const name = internet_address_get_name(entry);
    if (INTERNET_ADDRESS_IS_MAILBOX(entry)) {
      addresses.push_back(
          {name ? name : "", internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(entry))});
    }
  }
}

void expect_same_address(const std::string& value) {
  const ObjectPtr<InternetAddressList> list(internet_address_list_parse(lenient_options(), value.c_str()));
  std::vector<Address> theirs, ours;
  if (list) append_mailboxes(list.get(), theirs);
  Defects defects;
  read_addresses(value, ours, defects);
  EXPECT_EQ(ours, theirs) << value;
}

// The short cut for a single plain address.
TEST(GmimeAgreement, SameSimpleAddresses) {
  for (const char* value :
       {"alice@example.com", " alice@example.com ", "<alice@example.com>", "Alice <alice@example.com>",
        "Alice B Example <a-b_c+d@mail-1.example.com>", "Alice<alice@example.com>", "a@b", "root",
        "Alice  Two <a@b.c>", "J. Doe <j@d.e>", "\"Doe, J\" <j@d.e>", "a.b@c.d", "Alice (x) <a@b.c>"}) {
    expect_same_address(value);
  }
}

template <class Type, class Parse, class List>
Parameters gmime_parameters(const std::string& value, Parse parse, List list_of) {
  const ObjectPtr<Type> type(parse(lenient_options(), value.c_str()));
  auto get = [&](const char* name) {
    GMimeParam* const found = g_mime_param_list_get_parameter(list_of(type.get()), name);
    return std::string(found ? g_mime_param_get_value(found) : "");
  };
  return {get("boundary"), get("charset"), get("name"), get("filename")};
}

// The short cut for parameters that are neither encoded nor odd.
TEST(GmimeAgreement, SamePlainParameters) {
  for (const char* value :
       {"text/plain", "text/plain;", "text/plain; charset=utf-8", "text/plain;charset=\"utf-8\"",
        "text/plain; charset = us-ascii ; format=flowed", "multipart/mixed; boundary=\"a b;c=d\"; x=y",
        "multipart/mixed; BOUNDARY=----=_Part_1.2", "image/png; name=\"a b.png\"", "image/png; name=a.png;",
        "text/plain; charset=utf-8 (comment)", "text/plain; charset=\"a\\\"b\"",
        "text/plain; charset=a; charset=b"}) {
    const std::string text = value;
    EXPECT_EQ(content_type_parameters(text),
              gmime_parameters<GMimeContentType>(text, g_mime_content_type_parse,
                                                 g_mime_content_type_get_parameters))
        << text;
  }
  for (const char* value : {"attachment", "attachment; filename=a.txt", "attachment; filename=\"a; b.txt\"",
                            "inline; size=12; filename=a.txt", "attachment; filename=my report.pdf"}) {
    const std::string text = value;
    EXPECT_EQ(disposition_parameters(text),
              gmime_parameters<GMimeContentDisposition>(text, g_mime_content_disposition_parse,
                                                        g_mime_content_disposition_get_parameters))
        << text;
  }
}

}  // namespace
}  // namespace mailstop::mail
