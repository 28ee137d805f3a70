#include "net/tls_connection.hpp"

#include <gmock/gmock.h>

#include "unit/net/tls_connection_fixture.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST_F(TlsConnectionTest, IsInTheClearUntilItIsToldOtherwise) {
  begin();
  lower->plain_input = {"EHLO a"};
  EXPECT_EQ(read(), "EHLO a");
  EXPECT_TRUE(write("250 hello"));
  EXPECT_EQ(lower->plain_output, "250 hello");
  EXPECT_TRUE(start());
  peer().to_say = {"EHLO b"};
  EXPECT_EQ(read(), "EHLO b");
  EXPECT_TRUE(write("250 again"));
  EXPECT_EQ(peer().received, "250 again");
  EXPECT_EQ(lower->plain_output, "250 hello");
}

struct TlsVersions : TlsConnectionTest, testing::WithParamInterface<int> {};

TEST_P(TlsVersions, AreSpokenWholeAndByteByByte) {
  for (const std::size_t chunk : {std::string::npos, std::size_t{1}}) {
    auto options = trusting_peer();
    options.least_version = options.greatest_version = GetParam();
    begin(options);
    lower->chunk = chunk;
    peer().to_say = {"hello", " there"};
    const auto state = start();
    ASSERT_TRUE(state) << state.error().message;
    EXPECT_EQ(state->version, peer().version());
    EXPECT_EQ(state->cipher, SSL_get_cipher_name(peer().ssl()));
    std::string said;
    while (said.size() < 11) said += read();
    EXPECT_EQ(said, "hello there");
    EXPECT_TRUE(write("welcome"));
    EXPECT_EQ(peer().received, "welcome");
    close();
    EXPECT_TRUE(peer().saw_goodbye);
    EXPECT_TRUE(lower->closed);
  }
}

INSTANTIATE_TEST_SUITE_P(Tls, TlsVersions, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION));

TEST_F(TlsConnectionTest, TakesWhatComesWithTheEndOfTheHandshake) {
  begin();
  peer().to_say = {"EHLO a\r\n"};  // goes out together with the client's last words of the handshake
  ASSERT_TRUE(start());
  lower->fails_at = lower->steps;
  EXPECT_EQ(read(), "EHLO a\r\n");
}

TEST_F(TlsConnectionTest, CarriesLargeDataBothWays) {
  begin();
  ASSERT_TRUE(start());
  std::string large(1 << 20, 'x');
  for (std::size_t i = 0; i < large.size(); i += 1000) large[i] = 'y';
  peer().to_say = {large};
  peer().says_goodbye = true;
  std::string got;
  for (auto part = read(); !part.empty(); part = read()) got += part;
  EXPECT_EQ(got, large);
  EXPECT_TRUE(write(large));
  EXPECT_EQ(peer().received, large);
}

TEST_F(TlsConnectionTest, TellsWhatTheHandshakeTold) {
  auto options = trusting_peer();
  options.alpn = "\x02h2\x08http/1.1";
  begin(options);
  const auto state = start();
  ASSERT_TRUE(state);
  EXPECT_EQ(state->server_name, "localhost");
  EXPECT_EQ(state->alpn, "h2,http/1.1");
  EXPECT_EQ(state->client_subject, "");
  const unsigned char* chosen = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(peer().ssl(), &chosen, &size);
  EXPECT_EQ(size, 0u) << "nothing is chosen: SMTP has no name in ALPN";
}

TEST_F(TlsConnectionTest, GivesTheSameChannelBindingsAsTheClientHas) {
  begin();
  auto state = start();
  ASSERT_TRUE(state);
  std::string exporter(32, '\0');
  const std::string label = "EXPORTER-Channel-Binding";
  SSL_export_keying_material(peer().ssl(), reinterpret_cast<unsigned char*>(exporter.data()), exporter.size(),
                             label.data(), label.size(), nullptr, 0, 0);
  EXPECT_EQ(state->exporter, exporter);
  EXPECT_EQ(state->unique, "");

  auto options = trusting_peer();
  options.greatest_version = TLS1_2_VERSION;
  begin(options);
  state = start();
  ASSERT_TRUE(state);
  std::string unique(64, '\0');
  unique.resize(SSL_get_finished(peer().ssl(), unique.data(), unique.size()));
  EXPECT_FALSE(unique.empty());
  EXPECT_EQ(state->unique, unique);
  EXPECT_EQ(state->exporter, "");
}

TEST_F(TlsConnectionTest, SpeaksOldVersionsWhenTold) {
  auto options = trusting_peer();
  options.least_version = options.greatest_version = TLS1_VERSION;
  begin(options);
  EXPECT_THAT(reason(), HasSubstr("unsupported protocol"));
  begin(options, test_context(TlsVersion::v1_0));
  const auto state = start();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->version, "TLSv1");
}

TEST_F(TlsConnectionTest, EndsQuietlyWhenTheClientDoes) {
  begin();
  ASSERT_TRUE(start());
  peer().says_goodbye = true;
  EXPECT_EQ(read(), "");
  EXPECT_EQ(connection->failure(), "");

  begin();
  ASSERT_TRUE(start());
  EXPECT_EQ(read(), "") << "a cut connection is a client that has gone";
  EXPECT_EQ(connection->failure(), "");
}

TEST_F(TlsConnectionTest, TellsOfARecordThatCannotBeRead) {
  begin();
  ASSERT_TRUE(start());
  peer().records();
  lower->plain_input = {std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x')};
  EXPECT_EQ(read(), "");
  EXPECT_THAT(connection->failure(), HasSubstr("bad record mac"));
  EXPECT_FALSE(write("more"));
}

TEST_F(TlsConnectionTest, CanBeInterruptedAndGoOn) {
  begin();
  lower->stays_open = true;
  ASSERT_TRUE(start());
  asio::post(io, [this] { connection->interrupt_read(); });
  EXPECT_EQ(read(), "");
  peer().to_say = {"later"};
  EXPECT_EQ(read(), "later");
}

TEST_F(TlsConnectionTest, DemandsAClientCertificateAndTellsItsSubject) {
  const auto own = make_client_certificate();
  auto options = trusting_peer();
  options.certificate_pem = own.certificate_pem;
  options.key_pem = own.key_pem;
  begin(options, test_context(TlsVersion::v1_2, own.certificate_pem));
  const auto state = start();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->client_subject, "CN=alice,O=Example");
}

}  // namespace
}  // namespace mailstop::net
