#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "config/foreign_settings.hpp"
#include "unit/config/parsed.hpp"

namespace mailstop::config {
namespace {

TEST(MailHogSettings, NameOptionsThatExist) {
  std::set<std::string_view> known;
  for (const auto& option : options()) known.insert(option.name);
  for (const auto& setting : mailhog_settings())
    EXPECT_EQ(setting.sets_option(), known.contains(setting.option)) << setting.variable;
}

TEST(MailHogSettings, AreHonoured) {
  const auto settings = settings_of(parse({"serve"}, {{"MH_SMTP_BIND_ADDR", "127.0.0.1:2025"},
                                                      {"MH_API_BIND_ADDR", "127.0.0.1:2080"},
                                                      {"MH_UI_BIND_ADDR", "127.0.0.1:2081"},
                                                      {"MH_HOSTNAME", "hog.test"},
                                                      {"MH_STORAGE", "memory"},
                                                      {"MH_INVITE_JIM", "1"}}));
  ASSERT_EQ(settings.smtp.ports.size(), 1u);
  EXPECT_EQ(settings.smtp.ports[0].endpoint.port, 2025);
  ASSERT_EQ(settings.http.listen.size(), 1u);
  EXPECT_EQ(settings.http.listen[0].port, 2080);
  EXPECT_EQ(settings.smtp.session.hostname, "hog.test");
  EXPECT_TRUE(settings.store.ephemeral);
  EXPECT_TRUE(settings.jim);
  EXPECT_EQ(settings.notices.size(), 5u);
}

TEST(MailHogSettings, OfOtherStoragesChangeNothing) {
  const auto settings = settings_of(parse({"serve"}, {{"MH_STORAGE", "maildir"},
                                                      {"MH_MAILDIR_PATH", "/mail"},
                                                      {"MH_INVITE_JIM", "false"},
                                                      {"MH_UI_BIND_ADDR", "127.0.0.1:2081"}}));
  EXPECT_FALSE(settings.store.ephemeral);
  EXPECT_FALSE(settings.jim);
  EXPECT_EQ(settings.http.listen.front().port, 2081);
  const auto names_them = [](const Notice& notice) {
    return notice.level == log::Level::warning && notice.text.ends_with(": MH_STORAGE, MH_MAILDIR_PATH");
  };
  EXPECT_TRUE(std::any_of(settings.notices.begin(), settings.notices.end(), names_them));
}

TEST(MailHogSettings, ThatAreOffAreNotComplainedOf) {
  for (const auto* const off : {"0", "f", "F", "False", "off", "no"})
    EXPECT_TRUE(settings_of(parse({"serve"}, {{"MH_INVITE_JIM", off}})).notices.empty()) << off;
  EXPECT_EQ(settings_of(parse({"serve"}, {{"MH_INVITE_JIM", "maybe"}})).notices.size(), 1u);
}

}  // namespace
}  // namespace mailstop::config
