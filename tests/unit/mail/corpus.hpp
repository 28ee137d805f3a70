// The mails that the tests of this folder run over.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace mailstop::mail {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Every file below the folder with one of the extensions, sorted; none when the folder is absent.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                                      const std::vector<std::string>& extensions) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const bool wanted = extensions.empty() || std::find(extensions.begin(), extensions.end(),
                                                        entry.path().extension()) != extensions.end();
    if (entry.is_regular_file() && wanted) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline std::filesystem::path corpus_folder() {
  return std::filesystem::path(MAILSTOP_SOURCE_DIR) / "tests" / "corpus";
}

inline std::filesystem::path fixtures_folder() {
  return std::filesystem::path(MAILSTOP_SOURCE_DIR).parent_path() / "shared" / "fixtures";
}

}  // namespace mailstop::mail
