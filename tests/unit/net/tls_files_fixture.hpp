// A folder that goes with the test.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace mailstop::net {

struct FolderTest : testing::Test {
  FolderTest() {
    auto pattern = (std::filesystem::temp_directory_path() / "mailstop-tls-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~FolderTest() override { std::filesystem::remove_all(folder); }

  std::string path(const std::string& name) const { return (folder / name).string(); }
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(folder / "new", std::ios::binary) << content;
    std::filesystem::rename(folder / "new", folder / name);  // another file, so no clock tells if it changed
    return path(name);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  bool is_private(const std::string& name) const {
    using std::filesystem::perms;
    const auto allowed = std::filesystem::status(folder / name).permissions();
    return allowed == (perms::owner_read | perms::owner_write);
  }

  std::filesystem::path folder;
};

}  // namespace mailstop::net
