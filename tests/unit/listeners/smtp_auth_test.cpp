// AUTH against a file of users.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "listener_fixture.hpp"

namespace mailstop::listeners {
namespace {

class SmtpAuthTest : public ListenerFixture {
 protected:
  void start_with(const std::string& users, smtp::AuthMode mode = smtp::AuthMode::optional) {
    std::string pattern = std::filesystem::temp_directory_path() / "mailstop-users-XXXXXX";
    ::close(::mkstemp(pattern.data()));
    path_ = pattern;
    std::ofstream(path_) << users;
    SmtpListenerSettings settings;
    settings.auth_file = path_;
    settings.session.auth = mode;
    settings.session.auth_failure_delay = 0ms;
    SmtpSecrets secrets;
    secrets.users = std::move(*UserFile::open(path_));
    start(std::move(settings), std::move(secrets));
  }
  void TearDown() override {
    ListenerFixture::TearDown();
    std::filesystem::remove(path_);
  }
  Client greeted() {
    auto client = connect();
    client.reply();
    hello = client.say("EHLO client.test");
    return client;
  }
  static std::string plain(const std::string& user, const std::string& password, const std::string& as = {}) {
    return "AUTH PLAIN " + to_base64(as + '\0' + user + '\0' + password);
  }

  std::string path_;
  std::string hello;
};

const std::string good = "235 2.7.0";
const std::string bad = "535 5.7.8";

TEST_F(SmtpAuthTest, LetsInWhoIsListedWithTheRightPassword) {
  start_with("alice:secret\nbob:$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n");
  for (const std::string user : {"alice", "bob"}) {
    EXPECT_THAT(greeted().say(plain(user, "secret")), StartsWith(good)) << user;
    EXPECT_THAT(greeted().say(plain(user, "Secret")), StartsWith(bad)) << user;
    EXPECT_THAT(greeted().say(plain(user, "secret", "root")), StartsWith(bad)) << user;
    EXPECT_THAT(greeted().say(plain(user, "secret", user)), StartsWith(good)) << user;
  }
  EXPECT_THAT(greeted().say(plain("carol", "secret")), StartsWith(bad));
  EXPECT_THAT(hello, Not(HasSubstr("SCRAM")));
  EXPECT_THAT(hello, Not(HasSubstr("CRAM-MD5")));
  EXPECT_THAT(hello, Not(HasSubstr("ANONYMOUS")));
}

TEST_F(SmtpAuthTest, ProvesPasswordsThatAreKnownInPlain) {
  start_with("alice:secret\n");
  for (const auto& [password, reply] :
       {std::pair<std::string, std::string>{"secret", good}, {"wrong", bad}}) {
    auto client = greeted();
    EXPECT_THAT(hello, HasSubstr("SCRAM-SHA-256"));
    const auto challenge = client.say("AUTH CRAM-MD5");
    ASSERT_THAT(challenge, StartsWith("334 "));
    const auto text = parse_base64(challenge.substr(4, challenge.size() - 6));
    ASSERT_TRUE(text.has_value());
    const auto proof = "alice " + to_hex(hmac(Hash::md5, password, *text));
    EXPECT_THAT(client.say(to_base64(proof)), StartsWith(reply));
  }
}

TEST_F(SmtpAuthTest, NeverRepeatsAChallenge) {
  start_with("alice:secret\n");
  const auto first = greeted().say("AUTH CRAM-MD5");
  EXPECT_NE(greeted().say("AUTH CRAM-MD5"), first);
}

TEST_F(SmtpAuthTest, ChecksAgainstTheFileAsItIsNow) {
  start_with("alice:secret\n", smtp::AuthMode::required);
  auto client = greeted();
  EXPECT_THAT(client.say("MAIL FROM:<a@b.test>"), StartsWith("530 "));
  std::ofstream(path_) << "alice:changed it\n";
  EXPECT_THAT(client.say(plain("alice", "secret")), StartsWith(bad));
  EXPECT_THAT(client.say(plain("alice", "changed it")), StartsWith(good));
  EXPECT_THAT(client.say("MAIL FROM:<a@b.test>"), StartsWith("250 "));
}

}  // namespace
}  // namespace mailstop::listeners
