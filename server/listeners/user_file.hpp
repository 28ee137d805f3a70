// The users that may log in, from a file as htpasswd writes it: "name:password" a line, "#" begins a comment.
// Thread: the listeners' executor; a UserList is immutable and may be used by any thread.
//
//   auto file = UserFile::open("users");         // errors name the line
//   (*file)->users()->find("alice");             // read anew when the file has changed
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "listeners/password_hash.hpp"

namespace mailstop::listeners {

class UserList {
 public:
  static Result<UserList> parse(std::string_view text);

  // Null when there is no such user.
  const PasswordHash* find(const std::string& name) const;
  // True when each password is known in plain: what CRAM-MD5 and SCRAM need.
  bool knows_passwords() const { return knows_passwords_; }

 private:
  Result<void> add(std::string_view line);

  std::map<std::string, PasswordHash> users_;
  bool knows_passwords_ = true;
};

class UserFile {
 public:
  static Result<std::unique_ptr<UserFile>> open(const std::string& path);

  // When the file has become unreadable, the list stays as it was, and the log says why.
  std::shared_ptr<const UserList> users();

 private:
  struct Stamp {
    std::int64_t seconds = 0, nanoseconds = 0, size = -1;
    std::uint64_t file = 0;
    bool operator==(const Stamp&) const = default;
  };

  explicit UserFile(std::string path) : path_(std::move(path)) {}
  Stamp look() const;
  Result<void> read();

  std::string path_;
  Stamp stamp_;
  std::shared_ptr<const UserList> users_;
};

}  // namespace mailstop::listeners
