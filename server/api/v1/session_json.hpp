// The JSON shapes of SMTP sessions, as schema/openapi.yaml fixes them: SessionSummary, Session, SessionList.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "api/v1/json_writer.hpp"
#include "mail/smtp_session.hpp"
#include "store/session_store.hpp"

namespace mailstop::api::v1 {

// What a line of a transcript means, for who has never seen SMTP; "" for nothing to say.
using ExplainLine = std::function<std::string(mail::Speaker, std::string_view)>;

void write_tls(JsonWriter& json, const std::optional<mail::TlsFacts>& tls);
void write_session_summary(JsonWriter& json, const mail::SmtpSession& session);

std::string session_json(const mail::SmtpSession& session, const ExplainLine& explain);
std::string session_list_json(const store::SessionPage& page);

}  // namespace mailstop::api::v1
