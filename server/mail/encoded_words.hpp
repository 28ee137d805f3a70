// Encoded words (RFC 2047): =?charset?B?...?= and =?charset?Q?...?=. Neighbours belong together: white space
// between them is dropped, and a character may be split over two. GMime is not asked: it loses all but the
// first of several base64 words that end in padding, which is how many senders write long subjects.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::mail {

// `text` is unfolded. Valid UTF-8; what is 8-bit outside of words is UTF-8 or else windows-1252.
std::string decode_encoded_words(std::string_view text);

// Each run of neighbours written as one UTF-8 base64 word, the rest as it is: for parsers of structured
// fields.
std::string join_encoded_words(std::string text);

}  // namespace mailstop::mail
