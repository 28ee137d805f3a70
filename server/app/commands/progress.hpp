// A line on the terminal that says how far a command is, written over again and again; nothing when standard
// error is no terminal. Owner: the command; one thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace mailstop::app {

class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  bool is_due() const;  // show() would be seen: several times a second
  void show(const std::string& text);
  void clear();  // before other lines go to standard error

  double seconds() const;  // since it was made

 private:
  using Time = std::chrono::steady_clock;

  const bool is_seen_;
  const Time::time_point began_ = Time::now();
  Time::time_point next_{};
  bool is_shown_ = false;
};

// "1234 messages, 567/s"
std::string rate_text(std::uint64_t messages, double seconds);

// "1 message", "12 messages"
std::string count_text(std::uint64_t messages);

// "512 bytes", "1.5 MiB"
std::string size_text(std::uint64_t bytes);

}  // namespace mailstop::app
