// The parts of a message that are kept as records (record.hpp), to text and back. The order of fields is the
// format: fields may be appended, never moved.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mail/envelope.hpp"
#include "mail/message_summary.hpp"
#include "mail/parsed_message.hpp"
#include "store/message_store.hpp"

namespace mailstop::store::sqlite {

std::string to_records(const std::vector<mail::Address>& addresses);
std::string to_records(const std::vector<std::string>& texts);
std::string to_records(const std::vector<mail::Part>& parts);
std::string to_records(const std::vector<mail::Link>& links);
std::string to_records(const std::vector<mail::Image>& images);
std::string to_records(const std::vector<mail::Code>& codes);
std::string to_records(const std::vector<mail::Warning>& warnings);
std::string to_records(const mail::ListUnsubscribe& list_unsubscribe);
std::string to_envelope_records(const mail::Envelope& envelope);  // what has no column of its own
std::string to_threading_records(const mail::ParsedMessage& message);

std::vector<mail::Address> to_addresses(std::string_view records);
std::vector<std::string> to_texts(std::string_view records);
std::vector<mail::Part> to_parts(std::string_view records);
std::vector<mail::Link> to_links(std::string_view records);
std::vector<mail::Image> to_images(std::string_view records);
std::vector<mail::Code> to_codes(std::string_view records);
std::vector<mail::Warning> to_warnings(std::string_view records);
mail::ListUnsubscribe to_list_unsubscribe(std::string_view records);
void read_envelope_records(std::string_view records, mail::Envelope& envelope);
void read_threading_records(std::string_view records, StoredMessage& message);

}  // namespace mailstop::store::sqlite
