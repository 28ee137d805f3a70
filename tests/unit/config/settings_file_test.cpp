#include "config/settings_file.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "unit/config/parsed.hpp"

namespace mailstop::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// What a test lays over each other.
struct Layers {
  std::vector<std::string> flags;
  Texts variables;
  Texts files;
};

Command parse_layers(const Layers& layers) {
  return parse(layers.flags, layers.variables, layers.files);
}

std::string mistake_in(const std::string& text) {
  return mistake_of(parse_layers({{}, {}, {{"mailstop.toml", text}}}));
}

TEST(SettingsFile, GivesTextsNumbersListsAndSwitches) {
  const auto settings =
      settings_of(parse_layers({{},
                                {},
                                {{"mailstop.toml",
                                  "# comment\n"
                                  "max-message-size = \"2MiB\"\n"
                                  "max-recipients = 7\n"
                                  "ephemeral = true\n"
                                  "smtp = [\"127.0.0.1:1\", \"127.0.0.1:2,proxy\"]\n"
                                  "http = \"127.0.0.1:3\"\n"
                                  "reject-senders = ['^a{1,2}@:550 5.7.1 No, not you']\n"}}}));
  EXPECT_EQ(settings.smtp.session.limits.max_message_size, 2u << 20);
  EXPECT_EQ(settings.smtp.session.limits.max_recipients, 7u);
  EXPECT_TRUE(settings.store.ephemeral);
  ASSERT_EQ(settings.smtp.ports.size(), 2u);
  EXPECT_TRUE(settings.smtp.ports[1].expects_proxy);
  EXPECT_THAT(settings.http.listen, ElementsAre(net::Endpoint{"127.0.0.1", 3}));
  ASSERT_EQ(settings.smtp.policy.refused_senders.size(), 1u);
  EXPECT_EQ(settings.smtp.policy.refused_senders[0].reply.text, "No, not you");
}

TEST(SettingsFile, LosesToTheEnvironmentAndBothToFlags) {
  Layers layers{{}, {}, {{"mailstop.toml", "auth = \"off\"\nephemeral = true\nsmtp = [\":1\", \":2\"]\n"}}};
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.session.auth, smtp::AuthMode::off);
  layers.variables = {{"MAILSTOP_AUTH", "optional"}, {"MAILSTOP_SMTP", ":3"}};
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.session.auth, smtp::AuthMode::optional);
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.ports.size(), 1u);
  layers.flags = {"--auth=required", "--ephemeral=false"};
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.session.auth, smtp::AuthMode::required);
  EXPECT_FALSE(settings_of(parse_layers(layers)).store.ephemeral);
  layers.variables["MAILSTOP_AUTH"] = "";
  layers.flags.clear();
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.session.auth, smtp::AuthMode::off);
}

TEST(SettingsFile, IsTheOneThatIsNamed) {
  Layers layers{{"--config", "ci.toml"},
                {},
                {{"mailstop.toml", "auth = \"off\"\n"}, {"ci.toml", "auth = \"required\"\n"}}};
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.session.auth, smtp::AuthMode::required);
  layers.flags.clear();
  layers.variables = {{"MAILSTOP_CONFIG", "ci.toml"}};
  EXPECT_EQ(settings_of(parse_layers(layers)).smtp.session.auth, smtp::AuthMode::required);
  EXPECT_EQ(settings_of(parse_layers({})).smtp.session.auth, smtp::AuthMode::optional);
  EXPECT_THAT(mistake_of(parse_layers({{"--config=missing.toml"}, {}, {}})),
              HasSubstr("there is no file missing.toml"));
}

TEST(SettingsFile, IsNotForTheCommandsThatAskAServer) {
  const auto command = parse_layers({{"ls"}, {}, {{"mailstop.toml", "nonsense"}}});
  EXPECT_TRUE(std::holds_alternative<List>(command));
}

TEST(SettingsFile, NamesFileLineAndWhatToWrite) {
  EXPECT_THAT(mistake_in("\nmax-mesage-size = \"1k\"\n"),
              HasSubstr("mailstop.toml:2: unknown key \"max-mesage-size\"; did you mean max-message-size?"));
  EXPECT_THAT(mistake_in("smtp_hide = \"DSN\"\n"), HasSubstr("did you mean smtp-hide?"));
  EXPECT_THAT(mistake_in("zzzzzzzzzz = 1\n"), HasSubstr("mailstop.toml:1: unknown key \"zzzzzzzzzz\"\n"));
  EXPECT_THAT(mistake_in("ephemeral = \"yes\"\n"),
              HasSubstr("mailstop.toml:1: ephemeral must be true or false, it is a text"));
  EXPECT_THAT(mistake_in("auth = true\n"), HasSubstr("auth must be a text in quotes, it is true or false"));
  EXPECT_THAT(mistake_in("tls-min = 1.2\n"),
              HasSubstr("tls-min must be a text in quotes, it is a number with a point"));
  EXPECT_THAT(mistake_in("auth = [\"off\"]\n"), HasSubstr("auth must be a text in quotes, it is a list"));
  EXPECT_THAT(mistake_in("smtp = [1025]\n"), HasSubstr("smtp must be a list of texts in quotes"));
  EXPECT_THAT(mistake_in("smtp = []\n"), HasSubstr("leave it out for the default"));
  EXPECT_THAT(mistake_in("[smtp]\nport = 1\n"), HasSubstr("mailstop.toml:1: smtp must be"));
  EXPECT_THAT(mistake_in("\n\nidle-timeout = \"5\"\n"),
              HasSubstr("mailstop.toml:3: idle-timeout: \"5\" is not a duration"));
  EXPECT_THAT(mistake_in("config = \"other.toml\"\n"), HasSubstr("a file names no other file"));
}

TEST(SettingsFile, ThatIsNoTomlIsNamedWithItsLine) {
  EXPECT_THAT(mistake_in("auth = off\n"), HasSubstr("mailstop.toml:1: "));
  EXPECT_THAT(mistake_in("ephemeral = true\nephemeral = true\n"), HasSubstr("mailstop.toml:2: "));
  EXPECT_THAT(mistake_in("auth = \"off\xff\"\n"), HasSubstr("mailstop.toml:1: "));
}

TEST(SettingsFile, TheFirstMistakeIsTheOneNamed) {
  EXPECT_THAT(mistake_in("zebra = 1\nanchor = 1\n"), HasSubstr("mailstop.toml:1: unknown key \"zebra\""));
}

const GivenSetting& setting(const PrintConfig& config, std::string_view name) {
  for (const auto& setting : config.effective) {
    if (setting.option->name == name) return setting;
  }
  throw std::logic_error("no such setting");
}

Layers with_config(Layers layers) {
  layers.flags.insert(layers.flags.begin(), "config");
  return layers;
}

const Layers mixed{{"--tls=auto", "--smtp=:1", "--smtp=:2"},
                   {{"MAILSTOP_AUTH", "required"}, {"MAILSTOP_EPHEMERAL", "yes"}},
                   {{"mailstop.toml", "# mine\ngreeting = \"say \\\"hi\\\" # \"\nauth = \"off\"\n"}}};

TEST(ConfigCommand, KnowsWhereEachSettingComesFrom) {
  const auto command = parse_layers(with_config(mixed));
  const auto& config = std::get<PrintConfig>(command);
  EXPECT_EQ(config.effective.size(), options().size());
  EXPECT_EQ(setting(config, "tls").origin, "flag");
  EXPECT_EQ(setting(config, "auth").origin, "environment MAILSTOP_AUTH");
  EXPECT_EQ(setting(config, "greeting").origin, "mailstop.toml:2");
  EXPECT_EQ(setting(config, "http").origin, "default");
  EXPECT_THAT(setting(config, "smtp").values, ElementsAre(":1", ":2"));
  EXPECT_THAT(setting(config, "ephemeral").values, ElementsAre("true"));
}

TEST(ConfigCommand, PrintsAFileThatMeansTheSame) {
  const auto command = parse_layers(with_config(mixed));
  const auto text = to_toml(std::get<PrintConfig>(command).effective);
  EXPECT_THAT(text, HasSubstr("auth = \"required\"  # environment MAILSTOP_AUTH\n"));
  EXPECT_THAT(text, HasSubstr("smtp = [\":1\", \":2\"]  # flag\n"));
  EXPECT_THAT(text, HasSubstr("ephemeral = true  # environment MAILSTOP_EPHEMERAL\n"));
  EXPECT_THAT(text, HasSubstr("# http: 127.0.0.1:8025 and [::1]:8025 (default)\n"));

  const auto again = parse_layers({{"config"}, {}, {{"mailstop.toml", text}}});
  for (const auto& before : std::get<PrintConfig>(command).effective)
    EXPECT_EQ(setting(std::get<PrintConfig>(again), before.option->name).values, before.values);
}

TEST(SettingsFile, IsReadFromTheDisk) {
  const auto path = std::filesystem::temp_directory_path() / "mailstop-settings-file-test.toml";
  std::ofstream(path) << "auth = \"off\"\n";
  const auto text = read_settings_file(path.string());
  std::filesystem::remove(path);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "auth = \"off\"\n");
  EXPECT_EQ(read_settings_file(path.string()).error().code, Errc::not_found);
  const auto folder = read_settings_file(std::filesystem::temp_directory_path().string());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, Errc::invalid_argument);
  EXPECT_EQ(*read_settings_file("/dev/null"), "");
}

}  // namespace
}  // namespace mailstop::config
