// A message as maildev shows it, with the bodies and all headers, and as one line of maildev 3's summary.
// Pure, and slow for large messages: their attachments are decoded for a checksum.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "store/message_store.hpp"

namespace mailstop::api::compat::maildev {

using Json = nlohmann::ordered_json;

enum class Version { v2, v3 };

// Members are there when the mail has what they hold, as maildev's parser leaves out the others.
Json email_json(const store::StoredMessage& message, std::string_view raw, Version version);

Json summary_json(const store::StoredMessage& message);

// The name by which an attachment is asked for; always the same.
std::string generated_file_name(const store::StoredMessage& message, const mail::Part& part);

// "837 bytes", "1.5 KB"
std::string to_human_size(std::uint64_t bytes);

// UTF-8, whatever was in the mail.
std::string to_text(const Json& json);

}  // namespace mailstop::api::compat::maildev
