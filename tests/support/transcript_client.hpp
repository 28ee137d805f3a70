// The client's side of a Transcript over a real socket: sends its C lines and checks what the server says.
// Blocks, with a limit, so a server that owes an answer fails the test instead of holding it.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "support/transcript.hpp"

namespace mailstop::test {

class TranscriptClient {
 public:
  // `on_event` makes happen what is not the client's to do (!shutdown).
  TranscriptClient(asio::ip::tcp::socket socket, std::function<void(const Step&)> on_event);

  // "" when all went as written, else where and how it did not.
  std::string play(const Transcript& transcript);

  // May be called from another thread: the server sees the client go.
  void hang_up();

 private:
  void take(const Transcript& transcript, std::size_t& next);
  void send(const std::string& bytes);
  void skip_lines(const Transcript& transcript, std::size_t next);
  const std::optional<std::string>& peek();
  void expect(const Step& step);
  void expect_end(const Step& step);
  void fail(const Step& step, const std::string& what);

  asio::ip::tcp::socket socket_;
  std::function<void(const Step&)> on_event_;
  std::string received_;
  std::optional<std::string> line_;  // looked at, not taken
  std::string failure_;
  bool is_waiting_for_answer_ = false;
};

}  // namespace mailstop::test
