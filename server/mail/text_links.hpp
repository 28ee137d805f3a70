// URLs in plain text: http, https, ftp, mailto, tel, sms.
#pragma once
#include <string_view>
#include <vector>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

// Punctuation that ends the sentence rather than the URL is left off, and so is a bracket that was opened
// before it.
void find_text_links(std::string_view text, std::vector<Link>& links);

}  // namespace mailstop::mail
