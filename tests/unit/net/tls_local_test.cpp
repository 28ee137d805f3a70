#include "net/tls_local.hpp"

#include <gmock/gmock.h>

#include "net/tls_file.hpp"
#include "support/manual_clock.hpp"
#include "unit/net/tls_files_fixture.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

struct TlsLocalTest : FolderTest {
  TlsLocal make(std::vector<std::string> names = {"localhost", "127.0.0.1"}) {
    return TlsLocal(path("mail.db"), std::move(names), clock);
  }
  TlsCredentials get(TlsLocal local) { return local.poll().value().value(); }

  test::ManualClock clock;
};

TEST_F(TlsLocalTest, MakesItsFilesOnceAndKeepsThem) {
  const auto first = get(make());
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    found.push_back(entry.path().filename());
  EXPECT_THAT(found,
              UnorderedElementsAre("mail.db.ca.pem", "mail.db.ca.key", "mail.db.tls.pem", "mail.db.tls.key"));
  EXPECT_TRUE(is_private("mail.db.ca.key"));
  EXPECT_TRUE(is_private("mail.db.tls.key"));
  EXPECT_EQ(first.authority_pem, content("mail.db.ca.pem"));
  EXPECT_TRUE(is_issued_by(first.certificate_pem, first.authority_pem));
  EXPECT_EQ(names_of(first.certificate_pem), (std::vector<std::string>{"127.0.0.1", "localhost"}));
  const auto second = get(make({"127.0.0.1", "localhost", "localhost"}));
  EXPECT_EQ(second.certificate_pem, first.certificate_pem);
  EXPECT_EQ(second.authority_pem, first.authority_pem);
}

TEST_F(TlsLocalTest, GivesCredentialsOnlyWhenTheyAreNew) {
  auto local = make();
  EXPECT_TRUE(local.poll().value());
  EXPECT_FALSE(local.poll().value());
}

TEST_F(TlsLocalTest, IssuesAnewForOtherNames) {
  const auto first = get(make());
  const auto second = get(make({"localhost", "mail.test"}));
  EXPECT_NE(second.certificate_pem, first.certificate_pem);
  EXPECT_EQ(second.authority_pem, first.authority_pem);
}

TEST_F(TlsLocalTest, RenewsWhatNearsItsEnd) {
  auto local = make();
  const auto first = local.poll().value().value();
  clock.advance(24h * 360);
  EXPECT_FALSE(local.poll().value());
  clock.advance(24h * 10);
  const auto second = local.poll().value();
  ASSERT_TRUE(second);
  EXPECT_NE(second->certificate_pem, first.certificate_pem);
  EXPECT_EQ(second->authority_pem, first.authority_pem);
  EXPECT_EQ(content("mail.db.tls.pem"), second->certificate_pem);
  clock.advance(24h * 3600);
  const auto third = local.poll().value();
  ASSERT_TRUE(third);
  EXPECT_NE(third->authority_pem, first.authority_pem);
  EXPECT_TRUE(is_issued_by(third->certificate_pem, first.authority_pem)) << "the CA's key stays";
}

TEST_F(TlsLocalTest, MakesWhatIsMissingOrBroken) {
  const auto first = get(make());
  std::filesystem::remove(path("mail.db.ca.pem"));
  write("mail.db.tls.key", "nonsense");
  const auto second = get(make());
  EXPECT_TRUE(is_issued_by(second.certificate_pem, first.authority_pem));
  EXPECT_TRUE(is_usable({second.certificate_pem, second.key_pem}, clock.now()));
}

TEST_F(TlsLocalTest, DoesNotReplaceABrokenKeyOfTheCa) {
  write("mail.db.ca.key", "nonsense");
  const auto failed = make().poll();
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr(path("mail.db.ca.key")));
  EXPECT_THAT(failed.error().message, HasSubstr("remove the file"));
  EXPECT_EQ(content("mail.db.ca.key"), "nonsense");
}

TEST_F(TlsLocalTest, SaysWhereItCannotWrite) {
  const auto failed = TlsLocal(path("missing/mail.db"), {"localhost"}, clock).poll();
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot write " + path("missing/mail.db.ca.key")));
}

TEST_F(TlsLocalTest, GivesTheCaAlone) {
  const auto pem = make().authority_pem().value();
  EXPECT_EQ(pem, content("mail.db.ca.pem"));
  EXPECT_FALSE(std::filesystem::exists(path("mail.db.tls.pem")));
  EXPECT_EQ(get(make()).authority_pem, pem);
}

TEST_F(TlsLocalTest, KeepsNothingOnDiskWithoutAPrefix) {
  TlsLocal local("", {"localhost"}, clock);
  const auto credentials = local.poll().value().value();
  EXPECT_TRUE(is_issued_by(credentials.certificate_pem, credentials.authority_pem));
  EXPECT_EQ(local.authority_pem().value(), credentials.authority_pem);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(TlsLocalTest, WritesAFileWholeAndKeepsWhatAnotherProcessMade) {
  ASSERT_TRUE(write_tls_file(path("key"), "first", 0600, IfThere::keep));
  ASSERT_TRUE(write_tls_file(path("key"), "second", 0600, IfThere::keep));
  EXPECT_EQ(content("key"), "first");
  ASSERT_TRUE(write_tls_file(path("key"), "third", 0600));
  EXPECT_EQ(content("key"), "third");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "no neighbour is left";
}

}  // namespace
}  // namespace mailstop::net
