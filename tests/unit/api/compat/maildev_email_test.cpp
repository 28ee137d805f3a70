#include <gmock/gmock.h>

#include "api/compat/maildev/email_filter.hpp"
#include "api/compat/maildev/email_json.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::api::compat::maildev {
namespace {

EmailFilter filter_of(std::string_view query) {
  const auto parameters = http::QueryParameters::parse(query);
  EXPECT_TRUE(parameters) << query;
  return read_filter(*parameters);
}

const Json& sample_email() {
  static const auto email = Json::parse(R"({
    "subject": "hi", "read": false, "size": 65, "attachments": null, "from": [{"address": "a@x.test", "name": "A"}],
    "to": [{"address": "b@x.test"}, {"address": "c@x.test"}], "headers": {"x-id": "7", "x-twice": ["a", "b"]},
    "envelope": {"to": [{"address": "d@x.test", "args": false}]}})");
  return email;
}

struct FilterCase {
  std::string_view query;
  bool holds;
};

TEST(MailDevFilter, LooksAtAnyMember) {
  const FilterCase cases[] = {
      {"", true},
      {"subject=hi", true},
      {"subject=Hi", false},
      {"subject=h", false},
      {"from.address=a@x.test&from.name=A", true},
      {"to.address=c@x.test", true},
      {"to.address=a@x.test", false},
      {"headers.x-id=7", true},
      {"headers.x-twice=b", true},
      {"envelope.to.address=d@x.test", true},
      {"read=false", true},
      {"read=true", false},
      {"size=65", true},
      {"attachments=null", false},
      {"attachments.length=0", false},
      {"subject=hi&to.address=nobody", false},
      {"subject.deeper=hi", false},
      {"from=a@x.test", false},
      {".=x", false},
      {"=x", false},
      {"skip=1&limit=5&sort=desc", true},
  };
  for (const auto& it : cases) EXPECT_EQ(filter_of(it.query).holds(sample_email()), it.holds) << it.query;
}

TEST(MailDevFilter, PagesAndOrder) {
  const auto filter = filter_of("skip=3&limit=2&sort=desc&subject=x");
  EXPECT_EQ(filter.skip, 3u);
  EXPECT_EQ(filter.limit, 2u);
  EXPECT_EQ(filter.order, store::Order::newest);
  EXPECT_THAT(filter.conditions, testing::ElementsAre(testing::Pair("subject", "x")));
  for (const auto* const wrong : {"skip=-1", "skip=x", "skip=99999999999999999999999", "skip="})
    EXPECT_EQ(filter_of(wrong).skip, 0u) << wrong;
}

TEST(MailDevEmail, SizesForPeople) {
  const std::pair<std::uint64_t, std::string_view> cases[] = {
      {0, "0 bytes"},   {837, "837 bytes"},       {1023, "1023 bytes"}, {1024, "1 KB"},
      {1536, "1.5 KB"}, {1'000'000, "976.56 KB"}, {5u << 20, "5 MB"}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(to_human_size(bytes), text);
}

store::StoredMessage message_with(mail::Part part) {
  store::StoredMessage message;
  message.summary.id = "m1";
  part.part_id = "2";
  message.parts = {part};
  return message;
}

TEST(MailDevEmail, AttachmentsHaveNamesThatStayTheSame) {
  const std::tuple<std::string_view, std::string_view, std::string_view> cases[] = {
      {"a.tar.gz", "application/gzip", ".gz"},
      {"", "application/pdf", ".pdf"},
      {"noending", "image/png", ".png"},
      {"", "application/octet-stream", ".bin"},
      {"", "text/plain", ".txt"},
      {"dot.", "image/jpeg", ".jpeg"},
      {"a.TAR7", "image/png", ".TAR7"},
      {"a.0123456789", "image/png", ".0123456789"},
      {"a.01234567890", "image/png", ".png"},
      {"a.p\"onerror=x", "image/png", ".png"},
      {"a.b/c", "text/plain", ".txt"},
      {"a.\u00e9", "a/<b>", ".bin"}};
  for (const auto& [filename, type, ending] : cases) {
    mail::Part part;
    part.filename = filename;
    part.content_type = type;
    const auto message = message_with(part);
    const auto name = generated_file_name(message, message.parts.front());
    EXPECT_EQ(name.size(), 32 + ending.size()) << name;
    EXPECT_THAT(name, testing::EndsWith(std::string(ending)));
    EXPECT_EQ(name, generated_file_name(message, message.parts.front()));
  }
}

TEST(MailDevEmail, LinesOfBodiesEndInLineFeeds) {
  mail::initialise_parser();
  const std::string raw = "Subject: x\r\nContent-Type: text/plain\r\n\r\n\r\na\r\n\r\nb\rc\nd\r\r\n";
  const auto parsed = mail::parse_message(raw);
  store::StoredMessage message;
  message.parts = parsed.parts;
  EXPECT_EQ(email_json(message, raw, Version::v2)["text"], "\na\n\nb\rc\nd\r\n");
}

}  // namespace
}  // namespace mailstop::api::compat::maildev
