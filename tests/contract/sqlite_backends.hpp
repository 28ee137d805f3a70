// The SQLite store on a file of its own, and in memory.
#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>

#include "store/sqlite/sqlite_store.hpp"
#include "store_backend.hpp"

namespace mailstop::contract {

// A folder that goes with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "mailstop-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class SqliteBackend final : public Backend {
 public:
  explicit SqliteBackend(bool ephemeral, std::chrono::milliseconds index_rest = std::chrono::hours(1)) {
    settings_.index_rest = index_rest;
    settings_.ephemeral = ephemeral;
    settings_.max_sessions = 100;
    settings_.path = (folder_.path() / "data" / "mail.db").string();
  }

  std::unique_ptr<store::Store> open(const Clock& clock, store::Listener listener) override {
    auto store = store::sqlite::open_sqlite_store(settings_, clock, std::move(listener));
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }

 private:
  TemporaryFolder folder_;
  store::sqlite::Settings settings_;
};

}  // namespace mailstop::contract
