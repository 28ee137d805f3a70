#include "store/list_order.hpp"

#include "base/text.hpp"
#include "query/comparable_text.hpp"

namespace mailstop::store {

std::string subject_key(std::string_view subject) {
  auto folded = query::comparable_text(subject);
  folded.resize(truncate_utf8(folded, longest_key).size());
  return folded;
}

std::string author_key(std::string_view name, std::string_view address) {
  return subject_key(name.empty() ? address : name);
}

Place place_of(const mail::MessageSummary& message, Sort sort) {
  Place place{sort, 0, {}, message.sequence};
  if (sort == Sort::size) place.size = message.size;
  if (sort == Sort::subject) place.text = subject_key(message.subject);
  if (sort == Sort::from && !message.from.empty())
    place.text = author_key(message.from.front().name, message.from.front().address);
  return place;
}

}  // namespace mailstop::store
