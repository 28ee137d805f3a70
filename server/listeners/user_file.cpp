#include "listeners/user_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "base/log.hpp"
#include "base/text.hpp"

namespace mailstop::listeners {
namespace {

constexpr std::int64_t largest_file = 16 << 20;

}  // namespace

Result<UserList> UserList::parse(std::string_view text) {
  UserList list;
  int number = 0;
  for (auto line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty() || line.starts_with('#')) continue;
    if (auto added = list.add(line); !added)
      return invalid_argument(fmt::format("line {}: {}", number, added.error().message));
  }
  return list;
}

// What is wrong with a line may be said, but not what is in it: it may hold a password.
Result<void> UserList::add(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0)
    return invalid_argument("a line is USER:PASSWORD, or USER:HASH as htpasswd writes it");
  std::string name(line.substr(0, colon));
  if (!is_valid_utf8(name)) return invalid_argument("the name of the user is not UTF-8");
  auto password = PasswordHash::parse(line.substr(colon + 1));
  if (!password) return password.error();
  knows_passwords_ = knows_passwords_ && password->plain();
  const bool is_new = users_.emplace(name, std::move(*password)).second;
  if (!is_new)
    return invalid_argument(fmt::format("the user \"{}\" is there already", escape_controls(name)));
  return {};
}

const PasswordHash* UserList::find(const std::string& name) const {
  const auto found = users_.find(name);
  return found == users_.end() ? nullptr : &found->second;
}

Result<std::unique_ptr<UserFile>> UserFile::open(const std::string& path) {
  std::unique_ptr<UserFile> file(new UserFile(path));
  file->stamp_ = file->look();
  if (auto done = file->read(); !done) return done.error();
  return file;
}

std::shared_ptr<const UserList> UserFile::users() {
  const auto stamp = look();
  if (stamp == stamp_) return users_;
  stamp_ = stamp;
  if (auto done = read(); !done) {
    log::warning("the list of users stays as it was: {}", done.error().message);
  } else {
    log::info("the list of users was read anew from {}", path_);
  }
  return users_;
}

UserFile::Stamp UserFile::look() const {
  struct stat facts {};
  if (::stat(path_.c_str(), &facts) != 0) return {};
  return {facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, facts.st_size, facts.st_ino};
}

Result<void> UserFile::read() {
  if (stamp_.size > largest_file)
    return invalid_argument(fmt::format("{} is too large for a list of users", path_));
  std::ifstream in(path_, std::ios::binary);
  std::ostringstream text;
  if (!in || (stamp_.size > 0 && !(text << in.rdbuf())))
    return invalid_argument(
        fmt::format("{} cannot be read: does it exist, and may this user read it?", path_));
  auto users = UserList::parse(text.str());
  if (!users) return invalid_argument(fmt::format("{}, {}", path_, users.error().message));
  users_ = std::make_shared<const UserList>(std::move(*users));
  return {};
}

}  // namespace mailstop::listeners
