// The codes of a mail: what its reader is asked to type or to paste, such as a one-time code, a verification
// number or a token. Pure, thread-safe and deterministic; linear in the text, of which the first 64 KiB of
// each source are looked at. Never throws for any text.
//
// Three steps, each in files of its own:
//
// 1. code_text: the subject, the text body and the HTML as text are brought into one form. Digits of every
//    script and full-width letters become ASCII, invisible characters go, white space collapses.
// 2. code_candidates: what could be a code by its looks. Numbers of 4 to 10 digits, also as "123-456",
//    "123 456", "1 2 3 4 5 6" (cells, spans, lines) and "G-123456"; letters with digits ("K7QX2M",
//    "WDJB-MJHT", a UUID, a long token); capital letters. Left out: dates, times, prices and other decimal
//    numbers, percentages, versions, IP addresses, telephone numbers, masked card numbers, URLs, mail
//    addresses, units. The value of digits has no separators; that of letters and digits keeps its hyphens.
// 3. code_ranking: points for each candidate, of which the confidence is the hundredth part.
//      - its looks: 6 digits most, then groups, 8, 5, 7 and 4 digits, letters with digits, tokens;
//      - the words before or after it, code_words.hpp (some forty languages): most for "verification code",
//        fewer for "code", few for "sign in"; fewer with the distance, the ends of sentences and lines;
//      - minus what the nearest word says that names another thing: order, invoice, customer, telephone,
//        postcode, discount code, "#", a currency, a unit; minus for a year or a colour, and in quoted lines;
//      - its place: alone on its line, after a colon, in bold or with spaced letters, in the subject, in
//        several of the sources.
//    A mail that speaks neither of a code nor of signing in, near a candidate or in the subject, has none.
//
// Listed are at most ten, with a confidence of at least `lowest_confidence`. From `likely_confidence` a code
// can be relied on: in the mails of tests/corpus/codes it is right in at least 95 of 100, and at most 5 of
// 100 mails without a code have one.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

constexpr double lowest_confidence = 0.3;
constexpr double likely_confidence = 0.5;
constexpr std::size_t most_codes = 10;

struct CodeSources {
  std::string_view subject;
  std::string_view text;                // the text body
  std::string_view html_as_text;        // outline_html(): its text
  std::vector<std::string> emphasised;  // and its emphasised pieces
};

// Best first. Every text is valid UTF-8.
std::vector<Code> find_codes(const CodeSources& sources);

// The best code when it can be relied on, else nullptr.
const Code* likely_code(std::span<const Code> codes);

}  // namespace mailstop::mail
