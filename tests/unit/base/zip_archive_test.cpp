#include "base/zip_archive.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

const Timestamp time{Duration{1'795'300'000'000}};

// APPNOTE.TXT section 4.3.7: the general purpose flags of the first local file header.
unsigned flags_of_first(const std::string& zip) {
  return static_cast<unsigned char>(zip.at(6)) | static_cast<unsigned>(static_cast<unsigned char>(zip.at(7)))
                                                     << 8;
}

TEST(ZipArchive, EndsWithADirectoryOfItsFiles) {
  ZipArchive zip;
  zip.begin_file("a.txt", time);
  zip.append("hello ");
  zip.append("world");
  zip.begin_file("b.txt", time);
  zip.finish();
  const std::string bytes = zip.take();
  EXPECT_TRUE(bytes.starts_with("PK\x03\x04"));
  const auto end = bytes.rfind("PK\x05\x06");
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(bytes.at(end + 10), 2) << "entries in the directory";
}

TEST(ZipArchive, MarksNamesAsUtf8) {
  ZipArchive zip;
  zip.begin_file("Grüße.txt", time);
  zip.finish();
  const std::string bytes = zip.take();
  EXPECT_TRUE(flags_of_first(bytes) & 0x800u);
  EXPECT_NE(bytes.find("Grüße.txt"), std::string::npos);
}

TEST(ZipArchive, HandsOutBytesAsItGoes) {
  ZipArchive zip;
  zip.begin_file("a", time);
  std::string noise;
  for (unsigned i = 0, x = 1; i < 200'000; ++i)
    noise += static_cast<char>((x = x * 1103515245 + 12345) >> 16);
  zip.append(noise);
  EXPECT_GT(zip.take().size(), noise.size() / 2);
  zip.finish();
  EXPECT_FALSE(zip.take().empty());
  EXPECT_TRUE(zip.take().empty());
}

TEST(ZipArchive, EmptyArchiveIsOne) {
  ZipArchive zip;
  zip.finish();
  EXPECT_TRUE(zip.take().starts_with("PK\x05\x06"));
}

TEST(UniqueFileNames, NumbersWhatIsTheSame) {
  EXPECT_EQ(unique_file_names({"a.txt", "a.txt", "A.TXT", "a (2).txt", "b"}),
            (std::vector<std::string>{"a.txt", "a (2).txt", "A (3).TXT", "a (2) (2).txt", "b"}));
}

TEST(UniqueFileNames, NeverLeavesTheFolder) {
  EXPECT_EQ(unique_file_names({"../../etc/passwd", "..", "", "c:\\x", "a\nb", ".hidden"}),
            (std::vector<std::string>{"_._.._etc_passwd", "file", "file (2)", "c__x", "a_b", "_hidden"}));
}

TEST(UniqueFileNames, RepairsNamesThatAreNotUtf8) {
  EXPECT_EQ(unique_file_names({"a\xff.txt"}), std::vector<std::string>{"a\uFFFD.txt"});
}

}  // namespace
}  // namespace mailstop
