// The replies of an SMTP server, from bytes (RFC 5321 section 4.2.1).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "protocol/line/input.hpp"

namespace mailstop::smtp_client {

struct Reply {
  int code = 0;
  std::vector<std::string> lines;  // without the code

  bool is_positive() const { return code >= 200 && code < 300; }
  bool is_temporary() const { return code >= 400 && code < 500; }
};

// "550 5.1.1 no such user"; of several lines, joined by a space.
std::string to_text(const Reply& reply);

class ReplyReader {
 public:
  void append(std::string_view bytes) { input_.append(bytes); }

  // Nothing when it is not all there. Errors: what no SMTP server says.
  Result<std::optional<Reply>> take();

  void clear() {
    input_.clear();
    reply_ = {};
  }

 private:
  line::Input input_;
  Reply reply_;
};

}  // namespace mailstop::smtp_client
