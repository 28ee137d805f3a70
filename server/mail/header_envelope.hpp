// The envelope of a message that has lost it, as far as its header tells: for mail that comes from a file.
// Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::mail {

struct HeaderEnvelope {
  std::string sender;                   // of Return-Path, else of From; "" for none, which is the null sender
  std::vector<std::string> recipients;  // of To, Cc and Bcc, each once
};

HeaderEnvelope read_header_envelope(std::string_view raw);

}  // namespace mailstop::mail
