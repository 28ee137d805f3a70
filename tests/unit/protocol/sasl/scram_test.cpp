#include "protocol/sasl/scram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace mailstop::sasl {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// A client, so that the server can be tried from both sides.
struct Client {
  Hash hash = Hash::sha256;
  std::string password = "pencil";
  std::string header = "n,,";
  std::string binding;  // of the channel
  std::string first_bare = "n=user,r=clientnonce";
  std::string salted;
  std::string signed_text;

  std::string first() const { return header + first_bare; }

  std::string final(const std::string& server_first) {
    const auto fields = split(server_first, ',');
    salted = pbkdf2(hash, password, *parse_base64(fields[1].substr(2)), 4096);
    const auto client_key = hmac(hash, salted, "Client Key");
    const auto bare = "c=" + to_base64(header + binding) + "," + std::string(fields[0]);
    signed_text = first_bare + "," + server_first + "," + bare;
    auto proof = hmac(hash, digest(hash, client_key), signed_text);
    for (std::size_t i = 0; i < proof.size(); ++i) proof[i] = static_cast<char>(proof[i] ^ client_key[i]);
    return bare + ",p=" + to_base64(proof);
  }

  std::string expected_signature() const {
    return "v=" + to_base64(hmac(hash, hmac(hash, salted, "Server Key"), signed_text));
  }
};

Circumstances make_circumstances() {
  Circumstances circumstances;
  circumstances.knows_passwords = true;
  circumstances.nonce = "0123456789";
  return circumstances;
}

// RFC 5802 section 5 and RFC 7677 section 3
TEST(ScramClient, SpeaksAsPublished) {
  Client sha1;
  sha1.hash = Hash::sha1;
  sha1.first_bare = "n=user,r=fyko+d2lbbFgONRv9qkxdawL";
  EXPECT_THAT(sha1.final("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"),
              HasSubstr("p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
  EXPECT_EQ(sha1.expected_signature(), "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
  Client sha256;
  sha256.first_bare = "n=user,r=rOprNGfwEbeRWgbNEkqO";
  EXPECT_THAT(
      sha256.final("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
      HasSubstr("p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
  EXPECT_EQ(sha256.expected_signature(), "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

TEST(Scram, BothSidesProveThatTheyKnowThePassword) {
  for (const auto hash : {Hash::sha1, Hash::sha256}) {
    Scram server(hash, ScramBinding::none, make_circumstances());
    Client client;
    client.hash = hash;
    EXPECT_EQ(std::get<PasswordNeeded>(server.respond(client.first())).user, "user");
    const auto server_first = std::get<Challenge>(server.take_password("pencil")).bytes;
    EXPECT_THAT(server_first, StartsWith("r=clientnonce"));
    const auto server_final = std::get<Challenge>(server.respond(client.final(server_first))).bytes;
    EXPECT_EQ(server_final, client.expected_signature());
    EXPECT_EQ(std::get<Proven>(server.respond("")).user, "user");
  }
}

TEST(Scram, WrongPasswordAndUnknownUserLookAlike) {
  for (const auto& known : {std::optional<std::string>("other"), std::optional<std::string>()}) {
    Scram server(Hash::sha256, ScramBinding::none, make_circumstances());
    Client client;
    server.respond(client.first());
    const auto server_first = std::get<Challenge>(server.take_password(known)).bytes;
    EXPECT_THAT(server_first, HasSubstr(",i=4096"));
    EXPECT_TRUE(std::holds_alternative<Disproven>(server.respond(client.final(server_first))));
  }
}

TEST(Scram, ChannelBindingTiesItToTheConnection) {
  for (const auto* seen : {"the channel", "another channel"}) {
    auto circumstances = make_circumstances();
    circumstances.bindings.exporter = "the channel";
    Scram server(Hash::sha256, ScramBinding::required, circumstances);
    Client client;
    client.header = "p=tls-exporter,,";
    client.binding = seen;
    server.respond(client.first());
    const auto server_first = std::get<Challenge>(server.take_password("pencil")).bytes;
    const auto step = server.respond(client.final(server_first));
    EXPECT_EQ(std::holds_alternative<Challenge>(step), seen == std::string("the channel"));
  }
}

TEST(Scram, NamesAreDecoded) {
  Scram server(Hash::sha1, ScramBinding::none, make_circumstances());
  const auto step = server.respond("n,a=b=2Cc,n=a=3D=2Cb,r=x");
  EXPECT_EQ(std::get<PasswordNeeded>(step).user, "a=,b");
}

TEST(Scram, RefusesOtherFirstMessages) {
  for (const auto* message :
       {"", "n,,", "n,,n=user", "n,,r=x,n=user", "n,,n=,r=x", "n,,n=a=2X,r=x", "x,,n=user,r=x",
        "p=tls-unique,,n=user,r=x", "n,,m=x,n=user,r=x", "n,,n=user,r="}) {
    Scram server(Hash::sha1, ScramBinding::none, make_circumstances());
    EXPECT_TRUE(std::holds_alternative<Malformed>(server.respond(message))) << message;
  }
}

TEST(Scram, HiddenPlusIsNoticed) {
  auto circumstances = make_circumstances();
  circumstances.bindings.unique = "x";
  Scram plain(Hash::sha1, ScramBinding::none, circumstances);
  EXPECT_TRUE(std::holds_alternative<Malformed>(plain.respond("y,,n=user,r=x")));
  Scram plus(Hash::sha1, ScramBinding::required, circumstances);
  EXPECT_TRUE(std::holds_alternative<Malformed>(plus.respond("n,,n=user,r=x")));
  Scram other(Hash::sha1, ScramBinding::required, circumstances);
  EXPECT_TRUE(std::holds_alternative<Malformed>(other.respond("p=tls-exporter,,n=user,r=x")));
}

TEST(Scram, RefusesOtherFinalMessages) {
  for (const auto* message :
       {"", "c=biws", "c=biws,r=x", "c=biws,p=eA==", "r=x,c=biws,p=eA==", "c=biws,r=x,p=?"}) {
    Scram server(Hash::sha1, ScramBinding::none, make_circumstances());
    server.respond("n,,n=user,r=x");
    server.take_password("pencil");
    EXPECT_TRUE(std::holds_alternative<Malformed>(server.respond(message))) << message;
  }
  Scram server(Hash::sha1, ScramBinding::none, make_circumstances());
  server.respond("n,,n=user,r=x");
  server.take_password("pencil");
  EXPECT_TRUE(std::holds_alternative<Disproven>(server.respond("c=biws,r=x,p=eA==")));
}

}  // namespace
}  // namespace mailstop::sasl
