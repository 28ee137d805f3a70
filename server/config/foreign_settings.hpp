// The settings of other tools, as the options that mean the same here: their environment variables are
// honoured where nothing of our own is said, and Mailpit's command line is understood. One table a tool; a
// row without an option is a setting that has no equivalent.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/setting_layers.hpp"

namespace mailstop::config {

// The option of a setting that says how things are here anyway.
inline constexpr std::string_view always_so = "(always so)";

struct ForeignSetting {
  std::string_view variable;  // "MP_MAX_MESSAGES"
  std::string_view flag;      // "max"; "" when there is none
  char letter;                // 'm' for -m; 0 for none
  bool takes_value;           // its flag does
  std::string_view option;    // "max-messages", always_so, or "" for no equivalent
  std::string (*translate)(
      std::string_view value);  // to our option's value, or a line each; "" sets nothing; null: as it is

  bool has_equivalent() const { return !option.empty(); }
  bool sets_option() const { return has_equivalent() && option != always_so; }
};

std::span<const ForeignSetting> mailpit_settings();
std::span<const ForeignSetting> mailhog_settings();

// What the variables of other tools say about an option. Nothing when none does.
std::optional<GivenSetting> find_foreign_setting(const Option& option, const Environment& environment);

// What is to be said in the log: a line for each variable that is honoured in `effective`, and one that names
// those without an equivalent, of the variable or of its value.
std::vector<Notice> foreign_notices(const std::vector<GivenSetting>& effective,
                                    const Environment& environment);

}  // namespace mailstop::config
