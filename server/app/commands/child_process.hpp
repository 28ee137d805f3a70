// A program that `exec` runs, with our standard streams and nothing else of ours.
#pragma once
#include <sys/types.h>

#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace mailstop::app {

using Variables = std::vector<std::pair<std::string, std::string>>;

struct Spawned {
  pid_t pid = -1;
  int error = 0;  // errno when it could not be run
};

// Looks the program up in PATH. `variables` replace those of this process; `mask` is the child's signal mask.
Spawned spawn_child(const std::vector<std::string>& command, const Variables& variables,
                    const sigset_t& mask);

// As a shell says it: 128 and the number of the signal.
int exit_status_of(int wait_status);
int exit_status_of_error(int error);  // 127 not found, 126 not executable

// The descriptors open now, and how to keep all others from a child: sockets of the server would stay open in
// whatever the child leaves running.
std::vector<int> open_descriptors();
void close_on_exec_except(const std::vector<int>& inherited);

}  // namespace mailstop::app
