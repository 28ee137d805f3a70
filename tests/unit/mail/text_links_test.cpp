#include "mail/text_links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::mail {
namespace {

struct LinkCase {
  std::string text;
  std::vector<std::string> links;
};

TEST(FindTextLinks, FindsUrlsAndLeavesTheSentenceAround) {
  const std::vector<LinkCase> cases = {
      {"see https://a.test/x.", {"https://a.test/x"}},
      {"(see http://a.test/b_(c)).", {"http://a.test/b_(c)"}},
      {"<https://a.test/?q=1&r=2#f>, \"https://b.test\"!", {"https://a.test/?q=1&r=2#f", "https://b.test"}},
      {"HTTPS://A.TEST/ and ftp://f.test/x", {"HTTPS://A.TEST/", "ftp://f.test/x"}},
      {"mail mailto:a@b.test?subject=x or tel:+49-30-12 or sms:123",
       {"mailto:a@b.test?subject=x", "tel:+49-30-12", "sms:123"}},
      {"https://a.test/ü\xC2\xA0x https://b.test/日本。", {"https://a.test/ü", "https://b.test/日本"}},
      {"https://a.test/1\r\nhttps://a.test/2", {"https://a.test/1", "https://a.test/2"}},
      {"[link](https://a.test/md) [https://a.test/[x]]", {"https://a.test/md", "https://a.test/[x]"}},
      {"xhttp://a.test http:/a http:// https:///x mailto: tel: note: this", {}},
      {"https://a.test/?u=https://b.test/", {"https://a.test/?u=https://b.test/"}},
      {"", {}},
      {":::", {}},
  };
  for (const auto& [text, expected] : cases) {
    std::vector<Link> links;
    find_text_links(text, links);
    std::vector<std::string> hrefs;
    for (const Link& link : links) hrefs.push_back(link.href);
    EXPECT_EQ(hrefs, expected) << text;
  }
}

TEST(FindTextLinks, ShowsTheUrlAsItsText) {
  std::vector<Link> links;
  find_text_links("https://a.test", links);
  EXPECT_THAT(links, testing::ElementsAre(Link{"https://a.test", "https://a.test", LinkSource::text}));
}

}  // namespace
}  // namespace mailstop::mail
