#include "mail/gmime.hpp"

#include "mail/message_parser.hpp"

namespace mailstop::mail {
namespace {

GMimeParserOptions* make_options() {
  static const char* charsets[] = {"utf-8", "windows-1252", nullptr};
  GMimeParserOptions* options = g_mime_parser_options_new();
  g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
  g_mime_parser_options_set_parameter_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
  g_mime_parser_options_set_rfc2047_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
  g_mime_parser_options_set_allow_addresses_without_domain(options, TRUE);
  g_mime_parser_options_set_fallback_charsets(options, charsets);
  return options;
}

}  // namespace

void initialise_parser() {
  lenient_options();
}

GMimeParserOptions* lenient_options() {
  static GMimeParserOptions* const options = [] {
    g_mime_init();
    return make_options();
  }();
  return options;
}

}  // namespace mailstop::mail
