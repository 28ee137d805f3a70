#include "app/commands/child_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <string_view>

namespace mailstop::app {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_with(const Variables& variables) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text(*entry);
    const auto name = text.substr(0, text.find('='));
    const bool is_replaced = std::any_of(variables.begin(), variables.end(),
                                         [name](const auto& variable) { return variable.first == name; });
    if (!is_replaced) result.emplace_back(text);
  }
  for (const auto& [name, value] : variables) result.push_back(name + '=' + value);
  return result;
}

}  // namespace

Spawned spawn_child(const std::vector<std::string>& command, const Variables& variables,
                    const sigset_t& mask) {
  auto words = command;
  auto environment = environment_with(variables);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t ignored_by_us;
  ::sigemptyset(&ignored_by_us);
  ::sigaddset(&ignored_by_us, SIGPIPE);
  ::posix_spawnattr_setsigmask(&attributes, &mask);
  ::posix_spawnattr_setsigdefault(&attributes, &ignored_by_us);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  Spawned spawned;
  spawned.error = ::posix_spawnp(&spawned.pid, words.front().c_str(), nullptr, &attributes,
                                 pointers_to(words).data(), pointers_to(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  return spawned;
}

int exit_status_of(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int exit_status_of_error(int error) {
  return error == ENOENT || error == ENOTDIR ? 127 : 126;
}

std::vector<int> open_descriptors() {
  std::vector<int> descriptors;
  std::error_code error;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end; !error && entry != end;
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    int descriptor = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), descriptor).ec == std::errc())
      descriptors.push_back(descriptor);
  }
  return descriptors;
}

void close_on_exec_except(const std::vector<int>& inherited) {
  for (const int descriptor : open_descriptors()) {
    if (descriptor > STDERR_FILENO &&
        std::find(inherited.begin(), inherited.end(), descriptor) == inherited.end())
      ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
}

}  // namespace mailstop::app
