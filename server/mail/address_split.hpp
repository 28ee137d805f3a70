// An address list cut into its mailboxes (RFC 5322 section 3.4). Groups are resolved here, because GMime
// resolves them by recursion: "a:a:a:..." of 200 KB overflows its stack.
#pragma once
#include <string_view>
#include <vector>

namespace mailstop::mail {

struct AddressPiece {
  std::string_view text;
  bool is_empty_group = false;  // then `text` is the group's name
};

std::vector<AddressPiece> split_addresses(std::string_view list);

}  // namespace mailstop::mail
