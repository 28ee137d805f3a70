// All that is known of a message after one look at its bytes. Every text is valid UTF-8.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "mail/address.hpp"
#include "mail/part.hpp"

namespace mailstop::mail {

struct Header {
  std::string name;   // as written
  std::string value;  // unfolded and decoded (RFC 2047)
  std::string raw;    // as written after the colon, folds included, without the final line break; valid UTF-8

  bool operator==(const Header&) const = default;
};

// A defect worth showing to who sent the message. Codes are stable: "bare_lf", "unknown_charset", ...
struct Warning {
  std::string code;
  std::string message;

  bool operator==(const Warning&) const = default;
};

enum class LinkSource { html, text };

struct Link {
  std::string href;
  std::string text;  // visible text of the link; the href itself in a text body
  LinkSource source = LinkSource::html;

  bool operator==(const Link&) const = default;
};

struct Image {
  std::string src;
  std::string alt;
  std::string width;  // attribute as written, "" when missing
  std::string height;

  bool operator==(const Image&) const = default;
};

// What a reader is asked to type or to paste: a one-time code, a verification number, a token. See codes.hpp.
struct Code {
  std::string value;
  double confidence = 0;  // 0 to 1
  std::string context;    // a short piece of the text around it

  bool operator==(const Code&) const = default;
};

struct ListUnsubscribe {
  std::vector<std::string> urls;
  bool one_click = false;  // RFC 8058

  bool operator==(const ListUnsubscribe&) const = default;
};

struct ParsedMessage {
  std::vector<Address> from, to, cc, bcc, reply_to;
  std::string subject;
  std::string message_id;  // without angle brackets
  std::optional<Timestamp> date;
  std::string in_reply_to;  // without angle brackets
  std::vector<std::string> references;
  ListUnsubscribe list_unsubscribe;
  std::vector<Part> parts;  // the tree in document order, root first
  std::string text;         // text bodies, joined; "" when there is none
  std::string html;         // the first HTML body; "" when there is none
  std::string snippet;      // what a list shows: at most 200 bytes, white space collapsed
  std::string
      search_text;  // what a word search looks at besides subject and addresses: body as text, file names
  std::vector<Link> links;
  std::vector<Image> images;
  std::vector<Code> codes;  // best first
  std::vector<Warning> warnings;
};

}  // namespace mailstop::mail
