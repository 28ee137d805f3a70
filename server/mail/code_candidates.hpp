// What could be a code by its looks alone; see codes.hpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::mail {

enum class CodeShape {
  digits,          // 482913
  groups,          // 482-913, 482 913
  spread,          // 4 8 2 9 1 3
  prefixed,        // G-482913, of which the digits are the value
  mixed,           // K7QX2M, 4820-1937-AB: capitals and digits
  lower,           // 9f86d081
  token,           // a UUID, or as long as one
  capitals,        // TRQZVM
  capital_groups,  // WDJB-MJHT
  words,           // morpi-fuxal-dobut
};

struct CodeCandidate {
  std::size_t begin = 0;  // in the text it was found in
  std::size_t end = 0;
  std::string value;
  CodeShape shape = CodeShape::digits;
  bool is_alone = false;     // nothing else on its line
  bool is_crowded = false;   // more numbers beside it, which may belong to it
  bool is_numbered = false;  // after a "#"
};

// `text` is from to_code_text(). In the order of the text, at most `most_candidates`.
constexpr std::size_t most_candidates = 500;
std::vector<CodeCandidate> find_code_candidates(std::string_view text);

}  // namespace mailstop::mail
