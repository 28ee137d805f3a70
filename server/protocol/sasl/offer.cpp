#include "protocol/sasl/offer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "protocol/sasl/anonymous.hpp"
#include "protocol/sasl/bearer.hpp"
#include "protocol/sasl/cram_md5.hpp"
#include "protocol/sasl/external.hpp"
#include "protocol/sasl/login.hpp"
#include "protocol/sasl/plain.hpp"
#include "protocol/sasl/scram.hpp"

namespace mailstop::sasl {
namespace {

enum class Needs { nothing, passwords, binding, no_passwords, certificate };

struct Row {
  std::string_view name;
  Needs needs;
  std::unique_ptr<Mechanism> (*make)(const Circumstances& circumstances);
};

template <class T>
std::unique_ptr<Mechanism> make(const Circumstances&) {
  return std::make_unique<T>();
}
template <class T>
std::unique_ptr<Mechanism> make_from(const Circumstances& circumstances) {
  return std::make_unique<T>(circumstances);
}
template <Hash hash, ScramBinding binding>
std::unique_ptr<Mechanism> make_scram(const Circumstances& circumstances) {
  return std::make_unique<Scram>(hash, binding, circumstances);
}

constexpr Row rows[] = {
    {"PLAIN", Needs::nothing, make<Plain>},
    {"LOGIN", Needs::nothing, make<Login>},
    {"CRAM-MD5", Needs::nothing, make_from<CramMd5>},
    {"SCRAM-SHA-256-PLUS", Needs::binding, make_scram<Hash::sha256, ScramBinding::required>},
    {"SCRAM-SHA-256", Needs::passwords, make_scram<Hash::sha256, ScramBinding::none>},
    {"SCRAM-SHA-1-PLUS", Needs::binding, make_scram<Hash::sha1, ScramBinding::required>},
    {"SCRAM-SHA-1", Needs::passwords, make_scram<Hash::sha1, ScramBinding::none>},
    {"XOAUTH2", Needs::nothing, make<XOAuth2>},
    {"OAUTHBEARER", Needs::nothing, make<OAuthBearer>},
    {"ANONYMOUS", Needs::no_passwords, make<Anonymous>},
    {"EXTERNAL", Needs::certificate, make_from<External>},
};

bool has_what_it_needs(const Row& row, const Circumstances& circumstances) {
  const auto& bindings = circumstances.bindings;
  switch (row.needs) {
    case Needs::passwords:
      return circumstances.knows_passwords;
    case Needs::binding:
      return circumstances.knows_passwords && !(bindings.unique.empty() && bindings.exporter.empty());
    case Needs::no_passwords:
      return !circumstances.knows_passwords;
    case Needs::certificate:
      return !circumstances.certificate_subject.empty();
    case Needs::nothing:
      break;
  }
  return true;
}

bool is_offered(const Row& row, const Circumstances& circumstances) {
  const auto& allowed = circumstances.allowed;
  const bool is_allowed =
      allowed.empty() || std::find(allowed.begin(), allowed.end(), row.name) != allowed.end();
  return is_allowed && has_what_it_needs(row, circumstances);
}

const Row* find_row(std::string_view name) {
  const auto has_name = [name](const Row& row) { return equals_ignoring_case(row.name, name); };
  const auto* const row = std::find_if(std::begin(rows), std::end(rows), has_name);
  return row == std::end(rows) ? nullptr : row;
}

Error explain_unknown(std::string_view word) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  std::string upper(word);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  const auto nearest = nearest_word(upper, names);
  const auto hint = nearest.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                    : fmt::format("did you mean {}?", nearest);
  return invalid_argument(fmt::format("\"{}\" is no AUTH mechanism; {}", escape_controls(word), hint));
}

}  // namespace

std::vector<std::string_view> list_mechanisms(const Circumstances& circumstances) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) {
    if (is_offered(row, circumstances)) names.push_back(row.name);
  }
  return names;
}

std::unique_ptr<Mechanism> make_mechanism(std::string_view name, const Circumstances& circumstances) {
  const auto* const row = find_row(name);
  return row && is_offered(*row, circumstances) ? row->make(circumstances) : nullptr;
}

Result<std::vector<std::string>> parse_mechanisms(std::string_view list) {
  std::vector<std::string> names;
  for (const auto item : split(list, ',')) {
    const auto word = trim(item);
    if (word.empty()) continue;
    const auto* const row = find_row(word);
    if (!row) return explain_unknown(word);
    names.emplace_back(row->name);
  }
  return names;
}

}  // namespace mailstop::sasl
