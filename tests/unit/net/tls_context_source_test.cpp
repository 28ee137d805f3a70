#include "net/tls_context_source.hpp"

#include <gmock/gmock.h>

#include "net/tls_connection.hpp"
#include "net/tls_files.hpp"
#include "net/tls_local.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "unit/net/tls_files_fixture.hpp"
#include "unit/net/tls_fixture.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

// What `openssl pkey -aes256` writes, shortened: nobody gets as far as its bytes.
constexpr const char* encrypted_key =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n";

struct TlsContextSourceTest : FolderTest {
  TlsContextSourceTest() : clock(SystemClock().now()) {
    settings.certificate_file = write("cert.pem", test_certificate().certificate_pem);
    settings.key_file = write("key.pem", test_certificate().key_pem);
  }

  auto open() { return TlsContextSource::open(settings, std::make_unique<TlsFiles>(settings), clock); }
  std::string mistake() {
    const auto source = open();
    return source ? "it was taken" : source.error().message;
  }
  KeyedCertificate issue(const std::string& name) {
    return issue_certificate(test_authority(), {name}, SystemClock().now()).value();
  }
  // Whether a client that wants this name is content with the context.
  bool serves(std::shared_ptr<const TlsContext> context, const std::string& name) {
    asio::io_context io;
    auto options = trusting_peer();
    options.server_name = name;
    test::TlsPeerConnection lower(io.get_executor(), options);
    TlsConnection connection(lower, std::move(context));
    return test::run_task(io, connection.start_tls()).has_value();
  }

  test::ManualClock clock;
  TlsSettings settings;
};

TEST_F(TlsContextSourceTest, ServesTheGivenCertificate) {
  const auto source = open();
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_TRUE(serves((*source)->current(TlsUse::mail), "localhost"));
  EXPECT_TRUE(serves((*source)->current(TlsUse::web), "localhost"));
  EXPECT_EQ((*source)->authority_pem(), "");
}

TEST_F(TlsContextSourceTest, ServesAChainAndAKeyInOneFile) {
  settings.certificate_file =
      write("all.pem", test_certificate().key_pem + test_certificate().certificate_pem +
                           test_authority().certificate_pem);
  settings.key_file.clear();
  const auto source = open();
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_TRUE(serves((*source)->current(TlsUse::mail), "localhost"));
}

TEST_F(TlsContextSourceTest, TakesUpChangedFilesAtMostOnceASecond) {
  const auto source = open().value();
  const auto first = source->current(TlsUse::mail);
  const auto fresh = issue("new.test");
  write("cert.pem", fresh.certificate_pem);
  write("key.pem", fresh.key_pem);
  EXPECT_EQ(source->current(TlsUse::mail), first);
  clock.advance(1s);
  EXPECT_TRUE(serves(source->current(TlsUse::mail), "new.test"));
  EXPECT_FALSE(serves(source->current(TlsUse::mail), "localhost"));
  EXPECT_TRUE(serves(source->current(TlsUse::web), "new.test"));
}

TEST_F(TlsContextSourceTest, KeepsWhatItHasWhileNewFilesAreBroken) {
  const auto source = open().value();
  const auto first = source->current(TlsUse::mail);
  const auto fresh = issue("new.test");
  write("cert.pem", fresh.certificate_pem);  // its key is not there yet
  clock.advance(1s);
  EXPECT_EQ(source->current(TlsUse::mail), first);
  std::filesystem::remove(path("key.pem"));
  clock.advance(1s);
  EXPECT_EQ(source->current(TlsUse::mail), first);
  write("key.pem", fresh.key_pem);
  clock.advance(1s);
  EXPECT_TRUE(serves(source->current(TlsUse::mail), "new.test"));
}

TEST_F(TlsContextSourceTest, TellsWhatIsWrongWithAFile) {
  settings.certificate_file = path("none.pem");
  EXPECT_THAT(mistake(), AllOf(HasSubstr("cannot read " + path("none.pem")), HasSubstr("check the path")));
  settings.certificate_file = path("cert.pem");
  settings.key_file = path("none.key");
  EXPECT_THAT(mistake(), HasSubstr("cannot read " + path("none.key")));
  settings.key_file = write("other.key", test_authority().key_pem);
  EXPECT_THAT(mistake(), AllOf(HasSubstr(path("other.key") + ": the key does not belong to the certificate"),
                               HasSubstr(path("cert.pem"))));
  settings.key_file = write("secret.key", encrypted_key);
  EXPECT_THAT(mistake(), AllOf(HasSubstr("secret.key: the key is encrypted"), HasSubstr("openssl pkey")));
  settings.key_file = path("cert.pem");
  EXPECT_THAT(mistake(), HasSubstr("holds no private key"));
  settings.certificate_file = write("text.pem", "hello");
  settings.key_file = path("key.pem");
  EXPECT_THAT(mistake(), HasSubstr("text.pem: it holds no certificate"));
  settings.certificate_file = folder.string();
  EXPECT_THAT(mistake(), HasSubstr("cannot read " + folder.string()));
}

TEST_F(TlsContextSourceTest, TellsWhatIsWrongWithTheClientCa) {
  settings.client_ca_file = path("none.pem");
  EXPECT_THAT(mistake(), HasSubstr("cannot read " + path("none.pem")));
  settings.client_ca_file = write("text.pem", "hello");
  EXPECT_THAT(mistake(), HasSubstr("text.pem: it holds no certificate"));
}

TEST_F(TlsContextSourceTest, DemandsClientCertificatesOfMailOnly) {
  settings.client_ca_file = write("client-ca.pem", make_client_certificate().certificate_pem);
  const auto source = open().value();
  EXPECT_FALSE(serves(source->current(TlsUse::mail), "localhost"));
  EXPECT_TRUE(serves(source->current(TlsUse::web), "localhost"));
}

TEST_F(TlsContextSourceTest, TakesUpAnotherClientCa) {
  const auto client = make_client_certificate();
  settings.client_ca_file = write("client-ca.pem", test_authority().certificate_pem);
  const auto source = open().value();
  const auto connects = [&] {
    asio::io_context io;
    auto options = trusting_peer();
    options.certificate_pem = client.certificate_pem;
    options.key_pem = client.key_pem;
    test::TlsPeerConnection lower(io.get_executor(), options);
    TlsConnection connection(lower, source->current(TlsUse::mail));
    return test::run_task(io, connection.start_tls()).has_value();
  };
  EXPECT_FALSE(connects());
  write("client-ca.pem", client.certificate_pem);
  clock.advance(1s);
  EXPECT_TRUE(connects());
}

TEST_F(TlsContextSourceTest, ANewCertificateIsNotLostWhileTheClientCaIsBroken) {
  settings.client_ca_file = write("client-ca.pem", test_authority().certificate_pem);
  const auto source = open().value();
  const auto renewed = issue("renewed.test");
  write("client-ca.pem", "garbage");
  write("cert.pem", renewed.certificate_pem);
  write("key.pem", renewed.key_pem);
  clock.advance(1s);
  EXPECT_TRUE(serves(source->current(TlsUse::web), "localhost"));
  write("client-ca.pem", test_authority().certificate_pem);
  clock.advance(1s);
  EXPECT_TRUE(serves(source->current(TlsUse::web), "renewed.test"));
}

TEST_F(TlsContextSourceTest, RenewsALocalCertificateByItself) {
  const auto source =
      TlsContextSource::open(
          settings, std::make_unique<TlsLocal>("", std::vector<std::string>{"localhost"}, clock), clock)
          .value();
  const auto first = source->current(TlsUse::mail);
  EXPECT_THAT(source->authority_pem(), HasSubstr("BEGIN CERTIFICATE"));
  clock.advance(24h * 390);
  EXPECT_NE(source->current(TlsUse::mail), first);
}

}  // namespace
}  // namespace mailstop::net
