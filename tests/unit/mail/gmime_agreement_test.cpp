// Our scan of the structure and our short cuts for simple fields against GMime's own parser, over the whole
// corpus.
#include <gtest/gtest.h>

#include <set>

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
const std::set<std::string> differing = {};

TEST(GmimeAgreement, SameLeavesWithTheSameContent) {
  initialise_parser();
  std::set<std::string> differ;
  for (const auto& file : files_below(corpus_folder(), {".eml"})) {
    const std::string raw = read_file(file);
    const auto ours = our_leaves(raw), theirs = gmime_leaves(raw);
    if (ours == theirs) continue;
    differ.insert(file.stem().string());
    if (differing.contains(file.stem().string())) continue;
    EXPECT_EQ(ours, theirs) << file.filename();
  }
  EXPECT_EQ(differ, differing);
}

}  // namespace
}  // namespace mailstop::mail
