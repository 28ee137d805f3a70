// Single characters: UTF-8 and windows-1252.
#pragma once
#include <cstdint>
#include <string>

namespace mailstop::mail {

void append_utf8(std::string& out, std::uint32_t code_point);

// The character of a windows-1252 byte, which is what ISO-8859-1 means on the web and in mail. Total.
std::uint32_t from_western(unsigned char byte);

}  // namespace mailstop::mail
