#include "mail/submitted_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/address_list.hpp"
#include "mail/boundaries.hpp"
#include "mail/header_block.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t no_budget = 1'000'000;  // of fields: what is sent on is sent whole

std::string_view whole_field(const RawField& field) {
  const auto* const end = field.value.data() + field.value.size();
  return {field.name.data(), static_cast<std::size_t>(end - field.name.data())};
}

bool has_field(const HeaderBlock& block, std::string_view name) {
  return std::any_of(block.fields.begin(), block.fields.end(),
                     [name](const RawField& field) { return equals_ignoring_case(field.name, name); });
}

bool names_recipients(const RawField& field) {
  return equals_ignoring_case(field.name, "To") || equals_ignoring_case(field.name, "Cc") ||
         equals_ignoring_case(field.name, "Bcc");
}

void take_recipients(const RawField& field, SubmittedMessage& message) {
  std::vector<Address> addresses;
  Defects ignored;
  read_addresses(field.value, addresses, ignored);
  for (auto& address : addresses) {
    const bool is_address = !address.address.empty();
    (is_address ? message.recipients : message.unreadable)
        .push_back(std::move(is_address ? address.address : address.name));
  }
}

}  // namespace

SubmittedMessage prepare_submission(std::string_view input, RecipientSource source,
                                    const SubmissionDefaults& defaults) {
  Defects ignored;
  const auto block = read_header_block(input, 0, Boundaries(input), no_budget, ignored);
  SubmittedMessage result;
  for (const auto& field : block.fields) {
    const bool is_hidden = source == RecipientSource::header && equals_ignoring_case(field.name, "Bcc");
    if (source == RecipientSource::header && names_recipients(field)) take_recipients(field, result);
    if (!is_hidden) result.message.append(whole_field(field)).append("\r\n");
  }
  if (!has_field(block, "From")) result.message += fmt::format("From: {}\r\n", defaults.from);
  if (!has_field(block, "Date")) result.message += fmt::format("Date: {}\r\n", defaults.date);
  if (!has_field(block, "Message-ID"))
    result.message += fmt::format("Message-ID: {}\r\n", defaults.message_id);
  result.message.append("\r\n").append(input.substr(block.body));
  return result;
}

std::string to_display_name(std::string_view name) {
  if (!is_ascii(name)) return fmt::format("=?utf-8?B?{}?=", to_base64(to_valid_utf8(std::string(name))));
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) quoted += c;
  }
  return quoted + '"';
}

std::string to_header_date(long seconds_since_epoch) {
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = seconds_since_epoch;
  std::tm local{};
  ::localtime_r(&time, &local);
  const long offset = local.tm_gmtoff / 60;
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} {}{:02}{:02}", days[local.tm_wday], local.tm_mday,
                     months[local.tm_mon], local.tm_year + 1900, local.tm_hour, local.tm_min, local.tm_sec,
                     offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
}

}  // namespace mailstop::mail
