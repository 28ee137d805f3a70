// The codes of the mails in tests/corpus/codes (its README.md has their form): how often the best one is
// right, and how often a mail without a code seems to have one. The mails that are held back from tuning are
// scored apart. MAILSTOP_SHOW_MISSES=1 lists the misses among the others.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <sstream>

#include "base/text.hpp"
#include "corpus.hpp"
#include "mail/codes.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::mail {
namespace {

struct CodeMail {
  std::string name;  // file and title
  std::string code;  // "" when it has none
  std::string subject, text, html;
  bool is_held_back = false;
};

void add_line(CodeMail& mail, std::string*& body, const std::string& line) {
  if (line.starts_with("code: ") && !body) {
    mail.code = line == "code: none" ? "" : line.substr(6);
  } else if (line.starts_with("subject: ") && !body) {
    mail.subject = line.substr(9);
  } else if (line == "text:") {
    body = &mail.text;
  } else if (line == "html:") {
    body = &mail.html;
  } else if (body) {
    body->append(line).append("\r\n");
  }
}

std::vector<CodeMail> mails_of(const std::filesystem::path& file) {
  std::vector<CodeMail> mails;
  std::string* body = nullptr;
  std::istringstream lines(read_file(file));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("== ")) {
      mails.push_back({file.stem().string() + ": " + line.substr(3), "", "", "", "", mails.size() % 3 == 2});
      body = nullptr;
    } else {
      add_line(mails.back(), body, line);
    }
  }
  return mails;
}

std::vector<CodeMail> all_mails() {
  std::vector<CodeMail> all;
  for (const auto& file : files_below(corpus_folder() / "codes", {".txt"})) {
    auto mails = mails_of(file);
    std::move(mails.begin(), mails.end(), std::back_inserter(all));
  }
  return all;
}

std::string part(const std::string& type, const std::string& body) {
  return "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body +
         "\r\n";
}

std::string raw_of(const CodeMail& mail) {
  const std::string head = "From: App <app@app.test>\r\nTo: user@example.test\r\nSubject: " + mail.subject +
                           "\r\nMIME-Version: 1.0\r\n";
  if (mail.html.empty()) return head + part("text/plain", mail.text);
  if (mail.text.empty()) return head + part("text/html", mail.html);
  return head + "Content-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\n" +
         part("text/plain", mail.text) + "--xx\r\n" + part("text/html", mail.html) + "--xx--\r\n";
}

struct Score {
  int right = 0;
  int of = 0;
  std::string misses;

  double share() const { return of == 0 ? 0 : static_cast<double>(right) / of; }
};

struct Scores {
  Score with_code, without_code;

  void add(const CodeMail& mail) {
    const auto codes = parse_message(raw_of(mail)).codes;
    const Code* const found = likely_code(codes);
    Score& score = mail.code.empty() ? without_code : with_code;
    ++score.of;
    if ((found ? found->value : "") == mail.code) {
      ++score.right;
      return;
    }
    score.misses += mail.name + ": expected \"" + mail.code + "\"";
    for (const Code& code : codes)
      score.misses += "\n    " + code.value + " " + std::to_string(code.confidence) + " in: " + code.context;
    score.misses += '\n';
  }
};

Scores scores_of(bool held_back) {
  Scores scores;
  for (const CodeMail& mail : all_mails()) {
    if (mail.is_held_back == held_back) scores.add(mail);
  }
  std::cout << (held_back ? "held back" : "tuned") << ": " << scores.with_code.right << " of "
            << scores.with_code.of << " right, " << scores.without_code.right << " of "
            << scores.without_code.of << " without a code\n";
  return scores;
}

TEST(CodesCorpus, IsLargeAndHoldsBackAThird) {
  int with = 0, without = 0, held_back = 0;
  for (const CodeMail& mail : all_mails()) {
    ++(mail.code.empty() ? without : with);
    if (mail.is_held_back) ++held_back;
    EXPECT_FALSE(mail.subject.empty()) << mail.name;
  }
  EXPECT_GE(with, 120);
  EXPECT_GE(without, 50);
  EXPECT_GE(held_back, 70);
}

TEST(CodesCorpus, TheBestCodeIsRight) {
  const Scores scores = scores_of(false);
  if (std::getenv("MAILSTOP_SHOW_MISSES") != nullptr)
    std::cout << scores.with_code.misses << scores.without_code.misses;
  EXPECT_GE(scores.with_code.share(), 0.95) << scores.with_code.misses;
  EXPECT_GE(scores.without_code.share(), 0.95) << scores.without_code.misses;
}

TEST(CodesCorpus, TheBestCodeIsRightInMailsHeldBack) {
  const Scores scores = scores_of(true);
  EXPECT_GE(scores.with_code.share(), 0.95);
  EXPECT_GE(scores.without_code.share(), 0.95);
}

}  // namespace
}  // namespace mailstop::mail
