#include "query/query.hpp"

namespace mailstop::query {

bool SizeTerm::holds(std::uint64_t bytes) const {
  return (!larger_than || bytes > *larger_than) && (!smaller_than || bytes < *smaller_than);
}

bool AttachmentTerm::holds(const mail::Part& part) const {
  return mail::is_file(part) && (!filename || filename->holds_for(part.filename)) &&
         (!content_type || content_type->holds_for(part.content_type)) && size.holds(part.size);
}

bool LinkTerm::holds(const mail::Link& link) const {
  return (!href || href->holds_for(link.href)) && (!text || text->holds_for(link.text));
}

}  // namespace mailstop::query
